package tare.harness.backend.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
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
    private static final String JLINK = "jlink";

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
        if (ToolProvider.findFirst(JLINK).isEmpty() || !Files.isDirectory(home.resolve("jmods"))) {
            return Optional.of("the Java runtime " + home + " has no jlink or no jmods");
        }
        return Optional.empty();
    }

    /**
     * The linked runtime, made if it is not there: some seconds, once a run.
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
                    "guest's Java",
                    obstacle.get(),
                    "run Tare by a JDK: apt-get install openjdk-17-jdk-headless",
                    null);
        }
        Path aside = directory.resolve(NAME + "-" + ProcessHandle.current().pid());
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int status =
                ToolProvider.findFirst(JLINK)
                        .orElseThrow()
                        .run(
                                writer,
                                writer,
                                "--add-modules",
                                MODULES,
                                "--strip-java-debug-attributes",
                                "--no-header-files",
                                "--no-man-pages",
                                "--output",
                                aside.toString());
        if (status != 0) {
            throw new LaunchException(
                    "guest's Java", "jlink: " + said.toString().strip(), "df " + directory, null);
        }
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        return place;
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
