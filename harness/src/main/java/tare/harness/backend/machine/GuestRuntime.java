package tare.harness.backend.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tare.harness.backend.LaunchException;

/**
 * A Java runtime for guests, linked from the one that runs this: the same machine, with the modules
 * that workloads need.
 *
 * @param home of this JVM, no link
 * @param directory the run's, where the runtime lies once it is linked
 */
record GuestRuntime(Path home, Path directory) {

    private static final String NAME = "guest-runtime";
    private static final String STEP = "guest's Java";
    private static final int HEAP_MIB = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** From here on a JDK may come without jmods, and link from its own image (JEP 493). */
    private static final int LINKS_ITSELF = 24;

    private static final String MODULES =
            "java.base,java.logging,java.management,java.net.http,java.xml,jdk.httpserver,"
                    + "jdk.management,jdk.unsupported";

    /** Of this JVM. */
    static GuestRuntime live(Path directory) {
        try {
            return new GuestRuntime(
                    Path.of(System.getProperty("java.home")).toRealPath(),
                    directory.toAbsolutePath());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("java.home", e);
        }
    }

    /** Whether a program is this runtime's. */
    boolean runs(Path program) {
        return program.startsWith(home);
    }

    /** Why it cannot be linked; empty if it can. */
    Optional<String> obstacle() {
        boolean links =
                Runtime.version().feature() >= LINKS_ITSELF
                        || Files.isDirectory(home.resolve("jmods"));
        return Files.isExecutable(jlink()) && links
                ? Optional.empty()
                : Optional.of("the Java runtime " + home + " has no jlink, or no jmods for it");
    }

    private Path jlink() {
        return home.resolve("bin/jlink");
    }

    /**
     * The linked runtime, made if it is not there: some seconds, once a run. By a process of its
     * own: this JVM's heap is as small as a step needs it.
     *
     * @throws LaunchException if it cannot be made
     */
    Path linked() throws IOException {
        Path place = directory.resolve(NAME);
        if (Files.isDirectory(place)) {
            return place;
        }
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw new LaunchException(
                    STEP,
                    obstacle.get(),
                    "run Tare by a JDK: apt-get install openjdk-17-jdk-headless",
                    null);
        }
        String own = NAME + "-" + ProcessHandle.current().pid();
        Path aside = directory.resolve(own);
        link(aside, directory.resolve(own + ".log"));
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        return place;
    }

    private void link(Path aside, Path log) throws IOException {
        Process jlink =
                new ProcessBuilder(
                                jlink().toString(),
                                "-J-Xmx" + HEAP_MIB + "m",
                                "--add-modules",
                                MODULES,
                                "--strip-java-debug-attributes",
                                "--no-header-files",
                                "--no-man-pages",
                                "--output",
                                aside.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!jlink.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw failure("no end within " + PATIENCE.toSeconds() + " s", log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException(STEP, "interrupted", "", e);
        } finally {
            jlink.destroyForcibly();
        }
        if (jlink.exitValue() != 0) {
            throw failure("status " + jlink.exitValue(), log);
        }
        Files.deleteIfExists(log);
    }

    private LaunchException failure(String end, Path log) throws IOException {
        String said = Files.readString(log, StandardCharsets.UTF_8).strip();
        return new LaunchException(
                STEP,
                "jlink: " + end + (said.isEmpty() ? "" : "; it said: " + said),
                "df " + directory,
                null);
    }

    /** Where its own libraries lie. */
    static List<Path> libraries(Path linked) {
        return List.of(linked.resolve("lib"), linked.resolve("lib/server"));
    }

    /** All of it that is loaded, and so has to find its libraries. */
    static List<Path> programs(Path linked) throws IOException {
        List<Path> programs = new ArrayList<>(List.of(linked.resolve("bin/java")));
        for (Path libraries : libraries(linked)) {
            try (Stream<Path> files = Files.list(libraries)) {
                files.filter(file -> file.toString().endsWith(".so"))
                        .sorted()
                        .forEach(programs::add);
            }
        }
        return programs;
    }
}
