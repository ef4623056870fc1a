package tare.harness.service;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

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
 */
public record Load(
        List<Integer> rates,
        long nanos,
        int warmupRate,
        long warmupNanos,
        int connections,
        long patienceNanos,
        long seed) {

    /** Samples that are kept of a rate at the most, evenly from all of its requests. */
    public static final int MOST_SAMPLES = 2_000;

    /** A JVM that has just begun is slow: warm-up waits so many times longer. */
    static final int WARMUP_PATIENCE = 20;

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    public Load {
        rates = List.copyOf(rates);
    }

    /** Two seconds each of 250 to 8,000 requests a second over 32 connections. */
    public static Load usual(long seed) {
        return new Load(
                List.of(250, 500, 1000, 2000, 4000, 8000),
                2 * SECOND,
                1000,
                3 * SECOND,
                32,
                500 * MILLI,
                seed);
    }

    /** How long all of it takes at the most, from the service's being up. */
    public Duration whole() {
        return Duration.ofNanos(
                warmupNanos
                        + WARMUP_PATIENCE * patienceNanos
                        + rates.size() * (nanos + patienceNanos));
    }

    /** Writes it to a file that only the host JVM reads. */
    void write(Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty("rates", String.join(" ", rates.stream().map(Object::toString).toList()));
        p.setProperty("nanos", Long.toString(nanos));
        p.setProperty("warmupRate", Integer.toString(warmupRate));
        p.setProperty("warmupNanos", Long.toString(warmupNanos));
        p.setProperty("connections", Integer.toString(connections));
        p.setProperty("patienceNanos", Long.toString(patienceNanos));
        p.setProperty("seed", Long.toString(seed));
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
        List<Integer> rates = new ArrayList<>();
        for (String rate : required(p, "rates").split(" ", -1)) {
            rates.add(Integer.valueOf(rate));
        }
        return new Load(
                rates,
                Long.parseLong(required(p, "nanos")),
                Integer.parseInt(required(p, "warmupRate")),
                Long.parseLong(required(p, "warmupNanos")),
                Integer.parseInt(required(p, "connections")),
                Long.parseLong(required(p, "patienceNanos")),
                Long.parseLong(required(p, "seed")));
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the load lacks " + name);
        }
        return value;
    }
}
