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
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;

/** The driver's end of a JVM that does what it is told, a line at a time: see CommandLoop. */
public final class CommandedJvm implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private CommandedJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts the JVM; {@link #awaitStarted} is due before the first command.
     *
     * @param main its class, whose main method serves a {@link CommandLoop}
     * @param log where its standard error goes
     * @throws IOException if the settings cannot be written or the JVM cannot be started
     */
    public static CommandedJvm start(
            Class<?> main, ForkSettings settings, Path settingsFile, Path log) throws IOException {
        settings.write(settingsFile);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherOptions.jvmArguments(settingsFile));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        return new CommandedJvm(
                main.getSimpleName(),
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                        .start());
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Waits until the JVM is there.
     *
     * @throws LaunchException if it ended, or could not open what it needs
     */
    public void awaitStarted() {
        answer();
    }

    /**
     * Has one command done.
     *
     * @return what it answered
     * @throws LaunchException why it was not done
     */
    public String ask(String command) {
        tell(command);
        return answer();
    }

    /** Gives a command without waiting for its {@link #answer}, which is due before the next. */
    public void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new LaunchException(name, "it is gone: " + e.getMessage(), "", e);
        }
    }

    /**
     * The answer to what it was told.
     *
     * @throws LaunchException why it was not done
     */
    public String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new LaunchException(name, "it ended early", "see its log", null);
            }
            HolderReply reply = HolderReply.parse(line);
            if (!reply.ok()) {
                throw new LaunchException(name, reply.text(), reply.remedy(), null);
            }
            return reply.text();
        } catch (IOException e) {
            throw new LaunchException(name, "it is gone: " + e.getMessage(), "", e);
        }
    }

    /**
     * Ends the JVM with all that it holds; kills it if that takes more than a minute.
     *
     * @throws LaunchException if it did not end, or ended with a failure
     */
    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(END.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                throw end("it did not end within " + END.toSeconds() + " s", null);
            }
            if (process.exitValue() != 0) {
                throw end("exit status " + process.exitValue(), null);
            }
        } catch (IOException e) {
            process.destroyForcibly();
            throw end(String.valueOf(e), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private LaunchException end(String why, @Nullable Throwable cause) {
        return new LaunchException("end of " + name, why, "tare clean", cause);
    }
}
