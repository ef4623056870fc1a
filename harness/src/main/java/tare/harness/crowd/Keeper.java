package tare.harness.crowd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tare.harness.backend.LaunchException;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.LauncherOptions;

/** The driver's end of a {@link KeeperMain}. A question is sent first and its answer read later. */
public final class Keeper implements AutoCloseable {

    /** Ten thousand instances end in some seconds; a daemon's containers take longer. */
    private static final Duration END = Duration.ofMinutes(2);

    private static final String HELPER = "helper";

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private Keeper(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts the JVM; it has launched nothing yet.
     *
     * @param heapMegabytes fixed size of its heap: some 2 KiB are needed for each instance
     */
    public static Keeper start(
            ForkSettings settings, Path settingsFile, Path log, int heapMegabytes)
            throws IOException {
        settings.write(settingsFile);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherOptions.jvmArguments(settingsFile));
        command.add("-Xms" + heapMegabytes + "m");
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(KeeperMain.class.getName());
        return new Keeper(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Sends a command.
     *
     * @throws LaunchException if the helper is gone
     */
    void send(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw lost();
        }
    }

    /** Sends a request for starts; see {@link KeeperMain}. */
    void send(boolean turn, int most, long leastBytes, long nanos) {
        send((turn ? "turn " : "start ") + most + " " + leastBytes + " " + nanos);
    }

    /**
     * Reads the answer to a request for starts.
     *
     * @throws LaunchException if the helper is gone
     */
    Batch batch() {
        String line = line();
        if (line.startsWith("failed")) {
            throw failure(line);
        }
        return Batch.parse(line);
    }

    /**
     * Reads the number that another command is answered with.
     *
     * @throws LaunchException if it failed, or the helper is gone
     */
    int number() {
        String line = line();
        if (!line.startsWith("ok\t")) {
            throw failure(line);
        }
        return Integer.parseInt(line.substring(3));
    }

    private String line() {
        try {
            String line = answers.readLine();
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            // Its end is what is told.
        }
        throw lost();
    }

    private static LaunchException failure(String line) {
        String[] fields = line.split("\t", -1);
        return fields.length == 4
                ? new LaunchException(fields[1], fields[2], fields[3], null)
                : new LaunchException(HELPER, line, "", null);
    }

    private LaunchException lost() {
        String how = "it is gone";
        try {
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                int status = process.exitValue();
                how =
                        status > 128
                                ? "it was killed by signal " + (status - 128)
                                : "it ended with status " + status;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new LaunchException(HELPER, how, "", null);
    }

    /** Whether its process lives. */
    boolean alive() {
        return process.isAlive();
    }

    /** Ends all instances and the JVM, and kills it if that takes too long. */
    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) {
            // It is gone: then there is nobody to tell.
        }
        try {
            if (!process.waitFor(END.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly().waitFor();
                throw new LaunchException(
                        "end of a helper",
                        "it did not end within " + END.toSeconds() + " s",
                        "tare clean",
                        null);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
