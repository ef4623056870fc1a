package tare.harness.service;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import tare.workloads.service.Turns;

/**
 * What a service is asked, handed over as a properties file.
 *
 * @param rates requests per second, ascending: one after the other until one is not kept up with
 * @param nanos how long requests arrive at each rate
 * @param warmupRate requests per second before the first
 * @param warmupNanos how long those arrive
 * @param connections how many requests may be on their way at once
 * @param patienceNanos how long after the last request was due answers are waited for
 * @param seed of the arrivals: equal for what is to be compared
 * @param turns bytes of turns over TCP, each tried after the requests ({@link
 *     tare.workloads.service.Turns})
 * @param turnNanos how long turns of each size are taken
 */
public record Load(
        List<Integer> rates,
        long nanos,
        int warmupRate,
        long warmupNanos,
        int connections,
        long patienceNanos,
        long seed,
        List<Integer> turns,
        long turnNanos) {

    /** Samples that are kept of a rate at the most, evenly from all of its requests. */
    public static final int MOST_SAMPLES = 2_000;

    /** A JVM that has just begun is slow: warm-up waits so many times longer. */
    static final int WARMUP_PATIENCE = 20;

    /** Turns may be taken over two, one after the other. */
    private static final int PATHS = 2;

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    public Load {
        rates = List.copyOf(rates);
        turns = List.copyOf(turns);
    }

    /**
     * Two seconds each of 250 to 8,000 requests a second over 32 connections, then half a second
     * each of turns of a byte and of 1 MiB.
     */
    public static Load usual(long seed) {
        return new Load(
                List.of(250, 500, 1000, 2000, 4000, 8000),
                2 * SECOND,
                1000,
                3 * SECOND,
                32,
                500 * MILLI,
                seed,
                List.of(Turns.ROUND_TRIP_BYTES, Turns.STREAM_BYTES),
                500 * MILLI);
    }

    /**
     * For instances whose instructions are translated: from 10 requests a second on, and after a
     * warm-up that such a JVM keeps up with. Rates that {@link #usual} has too can be compared.
     */
    public Load translated() {
        return new Load(
                List.of(10, 25, 50, 100, 250, 500, 1000),
                nanos,
                50,
                6 * SECOND,
                connections,
                patienceNanos,
                seed,
                turns,
                turnNanos);
    }

    /** The same without requests, where turns alone are wanted. */
    public Load turnsAlone() {
        return new Load(
                List.of(), 0, warmupRate, 0, connections, patienceNanos, seed, turns, turnNanos);
    }

    /** The same without turns. */
    public Load requestsAlone() {
        return new Load(
                rates,
                nanos,
                warmupRate,
                warmupNanos,
                connections,
                patienceNanos,
                seed,
                List.of(),
                0);
    }

    /** How long turns of one size may take, warm-up included, before they count as hung. */
    long turnPatienceNanos() {
        return 2 * turnNanos + WARMUP_PATIENCE * patienceNanos;
    }

    /** How long all of it takes at the most, from the service's being up. */
    public Duration whole() {
        return Duration.ofNanos(
                warmupNanos
                        + WARMUP_PATIENCE * patienceNanos
                        + rates.size() * (nanos + patienceNanos)
                        + turnPatienceNanos() * PATHS * turns.size());
    }

    /** Writes it to a file that only the host JVM reads. */
    void write(Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty("rates", joined(rates));
        p.setProperty("nanos", Long.toString(nanos));
        p.setProperty("warmupRate", Integer.toString(warmupRate));
        p.setProperty("warmupNanos", Long.toString(warmupNanos));
        p.setProperty("connections", Integer.toString(connections));
        p.setProperty("patienceNanos", Long.toString(patienceNanos));
        p.setProperty("seed", Long.toString(seed));
        p.setProperty("turns", joined(turns));
        p.setProperty("turnNanos", Long.toString(turnNanos));
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            p.store(out, null);
        }
    }

    /** Reads it back. */
    static Load read(Path file) throws IOException {
        Properties p = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            p.load(in);
        }
        return new Load(
                numbers(required(p, "rates")),
                Long.parseLong(required(p, "nanos")),
                Integer.parseInt(required(p, "warmupRate")),
                Long.parseLong(required(p, "warmupNanos")),
                Integer.parseInt(required(p, "connections")),
                Long.parseLong(required(p, "patienceNanos")),
                Long.parseLong(required(p, "seed")),
                numbers(required(p, "turns")),
                Long.parseLong(required(p, "turnNanos")));
    }

    private static String joined(List<Integer> numbers) {
        return String.join(" ", numbers.stream().map(Object::toString).toList());
    }

    private static List<Integer> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(" ", -1)).map(Integer::valueOf).toList();
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the load lacks " + name);
        }
        return value;
    }
}
