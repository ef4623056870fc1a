package tare.harness.fork;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;

/**
 * A JVM that holds many instances alive, so that their memory can be weighed from outside. It takes
 * commands, a line each, and answers each with a line:
 *
 * <ul>
 *   <li>{@code warm}: launches and ends instances until the path is compiled
 *   <li>{@code hold N}: launches until N are alive
 *   <li>{@code ping}: answers with the number that still act
 * </ul>
 *
 * <p>The end of its input ends every instance and then itself, however the driver ended.
 */
public final class HolderMain {

    private final LaunchingJvm jvm;
    private final Deque<Instance> instances = new ArrayDeque<>();

    private HolderMain(LaunchingJvm jvm) {
        this.jvm = jvm;
    }

    public static void main(String[] arguments) throws IOException {
        // Not System.out: a library that prints must not end up in the answers.
        try (PrintStream answers =
                        new PrintStream(
                                new FileOutputStream(FileDescriptor.out),
                                true,
                                StandardCharsets.UTF_8);
                BufferedReader commands =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8));
                LaunchingJvm jvm = LaunchingJvm.open()) {
            HolderMain holder = new HolderMain(jvm);
            try {
                holder.serve(commands, answers);
            } finally {
                holder.endAll();
            }
        }
    }

    private void serve(BufferedReader commands, PrintStream answers) throws IOException {
        answers.println(HolderReply.ok("ready").line());
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            answers.println(answer(line).line());
        }
    }

    private HolderReply answer(String line) {
        String[] words = line.split(" ", 2);
        try {
            return switch (words[0]) {
                case "warm" -> {
                    jvm.warmUp();
                    yield HolderReply.ok("warm");
                }
                case "hold" -> HolderReply.ok(Integer.toString(hold(Integer.parseInt(words[1]))));
                case "ping" ->
                        HolderReply.ok(
                                Long.toString(instances.stream().filter(Instance::ping).count()));
                default -> HolderReply.failed("unknown command: " + line, "");
            };
        } catch (LaunchException e) {
            return HolderReply.failed(String.valueOf(e.getMessage()), e.remedy());
        }
    }

    private int hold(int wanted) {
        while (instances.size() < wanted) {
            Launch launch = jvm.prepare(0);
            try {
                Instance instance = launch.start();
                instances.push(instance);
                instance.awaitReady();
                instance.afterReady();
            } catch (LaunchException e) {
                launch.close();
                throw e;
            }
        }
        return instances.size();
    }

    /** Ends all; the first failure is thrown when all have been tried. */
    private void endAll() {
        LaunchException first = null;
        while (!instances.isEmpty()) {
            try {
                instances.pop().close();
            } catch (LaunchException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
