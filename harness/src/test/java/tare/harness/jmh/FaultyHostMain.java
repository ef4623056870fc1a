package tare.harness.jmh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.Program;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkLimits;
import tare.harness.fork.InsideFork;
import tare.harness.fork.JvmFiles;
import tare.workloads.benchmark.Workload;
import tare.workloads.benchmark.Workloads;

/**
 * A host JVM whose forks go wrong, each in a way of its own: a JVM by itself, for the filter of
 * what it reads is the whole JVM's. Arguments: the backend, a directory, and the ways.
 */
public final class FaultyHostMain {

    private static final long SECOND = 1_000_000_000L;

    /** Up, and proven to be; what follows differs. */
    private static final String UP = "printf R; dd bs=1 count=1 status=none >&2; printf P; ";

    private FaultyHostMain() {}

    /** No class of JMH's, nor one that it needs. */
    private static final class Foreign implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public static void main(String[] words) throws IOException {
        SerialFilter.install();
        Path directory = Path.of(words[1]);
        Path shared = directory.resolve("shared");
        List<String> ways = Arrays.asList(words).subList(2, words.length);
        Deque<String> next = new ArrayDeque<>(ways);
        MonotonicClock clock = MonotonicClock.system();
        BackendContext context =
                new BackendContext("faulty", clock, new MemoryJournal(), directory);
        int[] count = new int[1];
        try (Backend backend = Registry.embedded().open(words[0], context)) {
            InsideFork forks =
                    new InsideFork(
                            (program, limits) ->
                                    backend.prepare(
                                            spec("f" + count[0]++, limits)
                                                    .running(
                                                            way(next.remove(), directory)
                                                                    .apply(program))),
                            clock,
                            JvmFiles.ofThisJvm(BenchHost.classPath()),
                            shared);
            Path results = directory.resolve("results");
            BenchHost.run(jobs(ways, directory), forks, shared, results);
        }
    }

    private static InstanceSpec spec(String name, ForkLimits limits) {
        return new InstanceSpec(name, 0, limits.memoryBytes(), limits.tasks(), "", limits.start());
    }

    private static Jobs jobs(List<String> ways, Path directory) {
        List<Job> jobs = new ArrayList<>();
        for (String way : ways) {
            List<String> heap =
                    switch (way) {
                        // Nothing is collected before the young generation is full.
                        case "greedy" -> List.of("-Xmx3g", "-Xmn2900m");
                        case "large" -> List.of("-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch");
                        default -> List.of("-Xmx64m");
                    };
            Workload workload = way.equals("greedy") ? named("allocation") : named("canary");
            List<String> arguments = new ArrayList<>(heap);
            arguments.add("-XX:+UseSerialGC");
            arguments.add("-XX:+DisplayVMOutputToStderr");
            jobs.add(new Job(way, workload.includePattern(), new TreeMap<>(), arguments, false));
        }
        long iterationNanos = ways.contains("greedy") ? 8 * SECOND : SECOND / 50;
        return new Jobs(
                1,
                iterationNanos,
                1,
                iterationNanos,
                60 * SECOND,
                ways.contains("hangs") ? 8 * SECOND : 60 * SECOND,
                directory.resolve("exports"),
                directory.resolve("logs"),
                jobs);
    }

    private static Workload named(String id) {
        return Workloads.named(id).orElseThrow();
    }

    private static UnaryOperator<Program> way(String way, Path directory) throws RuntimeException {
        return switch (way) {
            case "dies" -> program -> shell(UP + "exit 3");
            case "hangs" -> program -> shell(UP + "exec sleep 600");
            case "mute" -> program -> shell("exit 5");
            case "random" -> program -> shell(UP + "head -c 100000 /dev/urandom; cat >/dev/null");
            case "foreign" ->
                    program -> shell(UP + "cat " + foreign(directory) + "; cat >/dev/null");
            case "blind" -> program -> arguments(program, "-XX:CompileCommandFile=", "/absent");
            case "offline" -> program -> under(program, "/usr/bin/unshare", "--net");
            case "good", "greedy", "large" -> UnaryOperator.identity();
            default -> throw new IllegalArgumentException(way);
        };
    }

    private static Program shell(String script) {
        return new Program(
                Path.of("/bin/sh"),
                List.of("-c", script),
                List.of("PATH=/usr/bin:/bin"),
                List.of(),
                new TreeMap<>());
    }

    private static Program arguments(Program program, String beginning, String instead) {
        List<String> arguments =
                program.arguments().stream()
                        .map(word -> word.startsWith(beginning) ? beginning + instead : word)
                        .toList();
        return new Program(
                program.executable(),
                arguments,
                program.environment(),
                program.mounts(),
                program.links());
    }

    private static Program under(Program program, String executable, String option) {
        List<String> arguments = new ArrayList<>(List.of(option, program.executable().toString()));
        arguments.addAll(program.arguments());
        return new Program(
                Path.of(executable),
                arguments,
                program.environment(),
                program.mounts(),
                program.links());
    }

    private static Path foreign(Path directory) {
        Path file = directory.resolve("foreign");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Foreign());
            out.flush();
            Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return file;
    }
}
