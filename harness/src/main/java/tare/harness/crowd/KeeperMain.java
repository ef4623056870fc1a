package tare.harness.crowd;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.LaunchingJvm;
import tare.harness.host.AvailableMemory;

/**
 * A JVM that holds a part of a crowd. It takes commands, a line each, and answers each with a line:
 *
 * <ul>
 *   <li>{@code warm}: launches and ends instances until the path is compiled
 *   <li>{@code start N BYTES NANOS}: starts up to N, with BYTES available before each; a {@link
 *       Batch}
 *   <li>{@code turn N BYTES NANOS}: the same, but ends the oldest before each
 *   <li>{@code ping}: the number that still answer
 *   <li>{@code end}: ends all
 * </ul>
 *
 * <p>The end of its input ends every instance and then itself, however the driver ended.
 */
public final class KeeperMain {

    private final LaunchingJvm jvm;
    private final Population population;

    private KeeperMain(LaunchingJvm jvm, Population population) {
        this.jvm = jvm;
        this.population = population;
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
                AvailableMemory memory = AvailableMemory.open();
                LaunchingJvm jvm = LaunchingJvm.open()) {
            Population population = new Population(jvm, MonotonicClock.system(), memory);
            try {
                new KeeperMain(jvm, population).serve(commands, answers);
            } finally {
                population.endAll();
            }
        }
    }

    private void serve(BufferedReader commands, PrintStream answers) throws IOException {
        answers.println("ok\t" + Population.descriptors());
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            answers.println(answer(line.split(" ", -1)));
        }
    }

    private String answer(String... words) {
        try {
            return switch (words[0]) {
                case "warm" -> {
                    jvm.warmUp();
                    yield "ok\t" + Population.descriptors();
                }
                case "start", "turn" ->
                        population
                                .start(
                                        words[0].equals("turn"),
                                        Integer.parseInt(words[1]),
                                        Long.parseLong(words[2]),
                                        Long.parseLong(words[3]))
                                .line();
                case "ping" -> "ok\t" + population.answering();
                case "end" -> {
                    Optional<LaunchException> failure = population.endAll();
                    yield failure.map(KeeperMain::failed).orElse("ok\t0");
                }
                default -> failed(new LaunchException("helper", words[0] + "?", "", null));
            };
        } catch (LaunchException e) {
            return failed(e);
        }
    }

    private static String failed(LaunchException e) {
        String text = String.join("\t", "failed", e.step(), e.why().replace('\t', ' '), e.remedy());
        return text.replaceAll("[\r\n]+", " ");
    }
}
