package tare.harness.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;

/** A fork that goes wrong costs its own figure, says why, and is followed by the next. */
@Tag("kernel")
class ForkFaultsEndToEndTest {

    private static final int PATIENCE_SECONDS = 280;

    @TempDir private Path directory;

    @Test
    void eachFaultIsToldAndTheNextForkRuns() throws Exception {
        Map<String, JobResult> results =
                run("process", "dies", "mute", "random", "foreign", "blind", "hangs", "good");

        reason(results, "dies", "the JVM inside ended early");
        reason(results, "mute", "ready byte");
        reason(results, "random", "not JMH's came over the fork's link");
        reason(results, "foreign", "InvalidClassException");
        reason(results, "foreign", "REJECTED");
        reason(results, "blind", "compiler hints cannot be read inside the instance: /absent");
        reason(results, "hangs", "the fork hung");
        good(results);
    }

    @Test
    void anInstanceWithoutLoopbackIsNamed() throws Exception {
        Needs.that(root(), "needs root");
        Needs.that(Files.isExecutable(Path.of("/usr/bin/unshare")), "there is no unshare");
        Map<String, JobResult> results = run("process", "offline", "good");
        reason(results, "offline", "no loopback interface that is up");
        good(results);
    }

    @Test
    void aJvmThatItsMemoryLimitKillsIsNamed() throws Exception {
        Needs.that(root(), "needs root");
        Map<String, JobResult> results = run("namespace", "greedy", "large", "good");
        reason(results, "greedy", "limit of memory was reached");
        reason(results, "large", "limit of memory, 2048 MiB, may have done it");
        good(results);
    }

    private static boolean root() {
        return new Kernel().call(Syscall.GETEUID) == 0;
    }

    private static void good(Map<String, JobResult> results) {
        JobResult good = of(results, "good");
        assertFalse(good.failed(), good.reason());
        assertEquals(1, good.scores().size());
        assertTrue(good.scores().get(0) > 0);
        assertTrue(good.view().orElseThrow().processors() > 0);
    }

    private static JobResult of(Map<String, JobResult> results, String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    private static void reason(Map<String, JobResult> results, String name, String part) {
        assertTrue(of(results, name).failed(), name);
        String reason = of(results, name).reason();
        assertTrue(reason.contains(part), name + ": " + reason);
    }

    private Map<String, JobResult> run(String backend, String... ways)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx96m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("shared")));
        command.add("-Djmh.ignoreLock=true");
        command.add("-Djmh.link.address=127.0.0.1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(FaultyHostMain.class.getName());
        command.add(backend);
        command.add(directory.toString());
        command.addAll(List.of(ways));
        Path log = directory.resolve("host.log");
        Process host =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!host.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            host.destroyForcibly();
        }
        assertEquals(0, host.waitFor(), () -> read(log));
        List<JobResult> results = JobFile.read(directory.resolve("results"));
        assertEquals(List.of(ways), results.stream().map(JobResult::name).toList());
        return results.stream().collect(Collectors.toMap(JobResult::name, Function.identity()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
