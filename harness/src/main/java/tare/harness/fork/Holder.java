package tare.harness.fork;

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

/** The driver's end of a {@link HolderMain}. */
public final class Holder implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(30);

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private Holder(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the JVM; it has launched nothing yet. */
    public static Holder start(ForkSettings settings, Path settingsFile, Path log)
            throws IOException {
        settings.write(settingsFile);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherOptions.jvmArguments(settingsFile));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(HolderMain.class.getName());
        return new Holder(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                        .start());
    }

    public long pid() {
        return process.pid();
    }

    /** Whether it has not ended. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Waits until the JVM is there. */
    public void awaitStarted() {
        check(answer());
    }

    /** Lets it compile its launch path. */
    public void warmUp() {
        check(ask("warm"));
    }

    /**
     * Launches until this many are alive.
     *
     * @throws LaunchException why it cannot
     */
    public void hold(int instances) {
        check(ask("hold " + instances));
    }

    /** How many of the instances still act. */
    public int ping() {
        return Integer.parseInt(check(ask("ping")));
    }

    /** Ends all instances and the JVM; kills it if that takes more than 30 s. */
    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(END.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                throw new LaunchException(
                        "end of the holder", "it did not end within 30 s", "tare clean", null);
            }
            if (process.exitValue() != 0) {
                throw new LaunchException(
                        "end of the holder",
                        "exit status " + process.exitValue(),
                        "tare clean",
                        null);
            }
        } catch (IOException e) {
            process.destroyForcibly();
            throw new LaunchException("end of the holder", String.valueOf(e), "tare clean", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private HolderReply ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            return HolderReply.failed("the holder is gone: " + e.getMessage(), "");
        }
        return answer();
    }

    private HolderReply answer() {
        try {
            String line = answers.readLine();
            return line == null
                    ? HolderReply.failed("the holder ended early", "see its log")
                    : HolderReply.parse(line);
        } catch (IOException e) {
            return HolderReply.failed("the holder is gone: " + e.getMessage(), "");
        }
    }

    private static String check(HolderReply reply) {
        if (!reply.ok()) {
            throw new LaunchException("holder", reply.text(), reply.remedy(), null);
        }
        return reply.text();
    }
}
