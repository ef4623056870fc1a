package tare.harness.fork;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import tare.harness.backend.LaunchException;

/**
 * The other end of a {@link CommandedJvm}: takes commands from standard input, a line each, and
 * answers each with a line. The end of the input ends the loop; in the midst of a command it ends
 * the JVM at once, since nobody waits for the answer: what it started ends with it, and the rest is
 * in the journal.
 */
public final class CommandLoop {

    /** Status of a JVM whose driver is gone. */
    private static final int ORPHANED = 3;

    /** Stands for the end of the input: no command is empty. */
    private static final String END = "";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    private CommandLoop() {}

    /** Does one command. */
    public interface Commands {
        /**
         * Does it.
         *
         * @param words the line, split at spaces
         * @return the answer, one line
         * @throws LaunchException why it cannot be done; the loop goes on
         */
        String answer(String[] words) throws IOException;
    }

    /** Serves until the input ends. */
    public static void serve(Commands commands) throws IOException {
        CommandLoop loop = new CommandLoop();
        Thread reader = new Thread(loop::read, "tare-commands");
        reader.setDaemon(true);
        reader.start();
        // Not System.out: a library that prints must not end up in the answers.
        try (PrintStream answers =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            answers.println(HolderReply.ok("ready").line());
            loop.answerAll(commands, answers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerAll(Commands commands, PrintStream answers)
            throws IOException, InterruptedException {
        while (true) {
            String line = lines.take();
            if (line.equals(END)) {
                return;
            }
            busy.set(true);
            String reply = reply(commands, line).line();
            busy.set(false);
            answers.println(reply);
        }
    }

    private void read() {
        StringBuilder line = new StringBuilder();
        try (Reader input = new InputStreamReader(System.in, StandardCharsets.UTF_8)) {
            for (int next = input.read(); next >= 0; next = input.read()) {
                if (next == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append((char) next);
                }
            }
        } catch (IOException e) {
            // A stream that cannot be read means the same as its end: nobody is there.
        }
        if (busy.get()) {
            Runtime.getRuntime().halt(ORPHANED);
        }
        lines.add(END);
    }

    private static HolderReply reply(Commands commands, String line) throws IOException {
        try {
            return HolderReply.ok(commands.answer(line.split(" ", -1)));
        } catch (LaunchException e) {
            return HolderReply.failed(String.valueOf(e.getMessage()), e.remedy());
        }
    }
}
