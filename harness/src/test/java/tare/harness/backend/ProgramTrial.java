package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What a JVM must find in an instance, and that it can be spoken to. */
public final class ProgramTrial {

    /**
     * What an instance is for a program inside.
     *
     * @param processOne whether it is the first of its pid namespace
     * @param ownNetwork whether its network namespace is its own, where one can look
     * @param ownRoot whether it has a root of its own, with mounts that cannot be written to
     */
    public record Promise(boolean processOne, boolean ownNetwork, boolean ownRoot) {
        /** All of it. */
        public static final Promise ISOLATED = new Promise(true, true, true);
    }

    static final long MEMORY_BYTES = 512L << 20;
    private static final int TASKS = 256;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int ECHOED_BYTES = 100 << 10;

    private ProgramTrial() {}

    /** An instance that runs {@link InsideMain}. */
    static InstanceSpec spec(String name, String word, Path writable) {
        return new InstanceSpec(name, 0, MEMORY_BYTES, TASKS, "", DEADLINE)
                .running(HostJava.program(word, writable));
    }

    /** Starts a JVM inside, asks it, and ends it by hanging up. */
    public static void run(Backend backend, String name, Path directory, Promise promised)
            throws IOException {
        Path writable = Files.createDirectory(directory.resolve("writable"));
        try (Launch launch = backend.prepare(spec(name, InsideMain.TELL, writable));
                Instance instance = launch.start()) {
            instance.awaitReady();
            instance.afterReady();
            check(backend, instance, promised);
            assertTrue(instance.obituary().isEmpty(), "it lives");
        } finally {
            Files.delete(writable);
        }
    }

    /** Runs a JVM that takes all memory; what is known of its end. */
    public static String obituaryOfEater(Backend backend, String name, Path directory)
            throws IOException {
        Path writable = Files.createDirectory(directory.resolve("writable"));
        try (Launch launch = backend.prepare(spec(name, InsideMain.EAT, writable));
                Instance instance = launch.start()) {
            instance.awaitReady();
            instance.afterReady();
            // Where nothing pinged it yet.
            instance.ping();
            Line line = instance.line().orElseThrow();
            int read = line.read(new byte[1], 0, 1, DEADLINE.toNanos());
            assertEquals(-1, read, "it ends");
            return instance.obituary().orElse("nothing is known");
        } finally {
            Files.delete(writable);
        }
    }

    /** Asks a started instance for what is inside, and compares it with what it should be. */
    static void check(Backend backend, Instance instance, Promise promised) throws IOException {
        assertTrue(instance.ping(), "the first byte is answered");
        Line line = instance.line().orElseThrow();
        assertTrue(line.write(new byte[] {'t'}, 0, 1));
        int length = ByteBuffer.wrap(read(line, 4)).getInt();
        Map<String, String> facts = parsed(new String(read(line, length), StandardCharsets.UTF_8));
        for (String fact : new String[] {"loopback", "unixSocket", "work", "tmp", "shared"}) {
            assertEquals("1", facts.get(fact), fact + " of " + facts);
        }
        assertEquals("1", facts.get("null"), facts.toString());
        assertEquals("1", facts.get("random"), facts.toString());
        assertEquals("true", facts.get("proc"), facts.toString());
        if (promised.processOne()) {
            assertEquals("1", facts.get("pid"), facts.toString());
        }
        if (promised.ownNetwork()) {
            assertNotEquals(
                    Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString(),
                    facts.get("network"));
        }
        if (promised.ownRoot()) {
            assertTrue(fact(facts, "readOnly").startsWith("failed"), facts.toString());
        }
        if (backend.capabilities().contains(Capability.LIMITS)) {
            long heap = Long.parseLong(fact(facts, "maxMemory"));
            assertTrue(heap < MEMORY_BYTES, facts.toString());
        }
        echo(line);
    }

    private static String fact(Map<String, String> facts, String name) {
        return facts.getOrDefault(name, "");
    }

    private static void echo(Line line) {
        byte[] sent = new byte[ECHOED_BYTES];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31);
        }
        Thread writer = new Thread(() -> line.write(sent, 0, sent.length));
        writer.start();
        assertArrayEquals(sent, read(line, sent.length));
    }

    private static byte[] read(Line line, int count) {
        byte[] received = new byte[count];
        int got = 0;
        while (got < count) {
            int some = line.read(received, got, count - got, DEADLINE.toNanos());
            assertTrue(some > 0, "after " + got + " of " + count + " bytes: " + some);
            got += some;
        }
        return received;
    }

    /** A map as {@link Map#toString} writes it. */
    private static Map<String, String> parsed(String text) {
        Map<String, String> facts = new TreeMap<>();
        for (String entry : text.substring(1, text.length() - 1).split(", ", -1)) {
            String[] halves = entry.split("=", 2);
            facts.put(halves[0], halves[1]);
        }
        return facts;
    }
}
