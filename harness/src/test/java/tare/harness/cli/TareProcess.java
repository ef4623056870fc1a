package tare.harness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tare as a user starts it, from the classes under test. */
final class TareProcess {

    /** Longer than any command of the tests takes; a hang is a failure, not a wait. */
    private static final int PATIENCE_SECONDS = 300;

    private final Path directory;
    private final Map<String, String> environment;
    private String heap = "160m";

    /**
     * @param directory working directory of the commands, and where their output is kept
     */
    TareProcess(Path directory) {
        this(directory, Map.of());
    }

    /**
     * @param environment variables that differ from those of this process
     */
    TareProcess(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** The same with a heap of another size, for example {@code 32m}. */
    TareProcess withHeap(String size) {
        TareProcess other = new TareProcess(directory, environment);
        other.heap = size;
        return other;
    }

    /** What a command did. */
    record Ended(int status, String out, String err) {}

    /** Starts a command. */
    Process start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** Starts a command as a script does in the background: it ignores SIGINT. */
    Process startInBackground(String... arguments) throws IOException {
        return start(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"), arguments);
    }

    /** Starts a command by way of another. */
    Process startUnder(List<String> before, String... arguments) throws IOException {
        return start(before, arguments);
    }

    private Process start(List<String> before, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.directory(directory.toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
    }

    /** Waits for a command's end. */
    Ended await(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end after " + PATIENCE_SECONDS + " s: " + read("err.txt"));
        }
        return new Ended(process.exitValue(), read("out.txt"), read("err.txt"));
    }

    /** Runs a command to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        return await(start(arguments));
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
    }
}
