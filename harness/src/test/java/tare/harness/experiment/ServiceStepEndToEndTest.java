package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.RunDirectory;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;
import tare.harness.service.Load;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Step;

/** A real service in real instances, asked for a moment. */
@Tag("kernel")
@Timeout(120)
class ServiceStepEndToEndTest {

    private static final long MILLI = 1_000_000L;

    @TempDir private Path directory;

    private static Load load(long patienceNanos, Integer... rates) {
        return new Load(
                List.of(rates),
                300 * MILLI,
                100,
                500 * MILLI,
                8,
                patienceNanos,
                5,
                List.of(1, 1 << 20),
                50 * MILLI);
    }

    private Path mine(String name) throws IOException {
        return Files.createDirectory(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private List<Finding> run(String key, Load load) throws IOException {
        Path scratch = mine("scratch");
        StateDirectory state = StateDirectory.open(mine("state"));
        Plan plan = new Plan(7, "quick", List.of(), List.of(key), 1, new TreeMap<>(), List.of());
        MonotonicClock clock = MonotonicClock.system();
        try (RunDirectory own = RunDirectory.create(state, "service", new Kernel(), clock);
                Backend backend =
                        Registry.embedded()
                                .open(
                                        key,
                                        new BackendContext(
                                                "service", clock, own.journal(), scratch))) {
            Needs.that(backend.probe().available(), backend.probe().toString());
            StepContext context =
                    new StepContext(
                            "service",
                            plan,
                            backend,
                            own.journal(),
                            directory,
                            own.path(),
                            scratch,
                            "",
                            "");
            return new ServiceStep(load).run(new Step(0, 1, "overhead", key), context);
        }
    }

    private static void measured(List<Finding> all, String path, int... rates) {
        List<Finding> findings =
                all.stream().filter(each -> each.key().metric() == Metric.SERVICE_LATENCY).toList();
        assertEquals(rates.length, findings.size(), findings.toString());
        for (int i = 0; i < rates.length; i++) {
            Finding.Found found =
                    assertInstanceOf(
                            Finding.Found.class, findings.get(i), findings.get(i).toString());
            assertEquals(
                    Map.of("rate", Integer.toString(rates[i]), "path", path),
                    found.key().parameters());
            assertEquals(Metric.SERVICE_LATENCY, found.key().metric());
            double[] latencies = found.round().samples().values();
            assertTrue(latencies.length > 0);
            assertTrue(Arrays.stream(latencies).allMatch(nanos -> nanos > 0));
        }
    }

    /** Turns of a byte and of 1 MiB over each way there. */
    private static void turned(List<Finding> findings, String... paths) {
        List<String> ways = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.key().metric() == Metric.SERVICE_TURN) {
                Finding.Found found =
                        assertInstanceOf(Finding.Found.class, finding, finding.toString());
                assertEquals("tcp-from-host", found.key().workload());
                double[] took = found.round().samples().values();
                assertTrue(took.length > 0 && Arrays.stream(took).allMatch(nanos -> nanos > 0));
                ways.add(
                        found.key().parameters().get("path")
                                + " "
                                + found.key().parameters().get("bytes"));
            }
        }
        List<String> expected = new ArrayList<>();
        for (String path : paths) {
            expected.add(path + " 1");
            expected.add(path + " 1048576");
        }
        assertEquals(expected, ways);
    }

    private static Outcome.Absent absent(Finding finding) {
        return assertInstanceOf(Finding.Missing.class, finding, finding.toString()).why();
    }

    private static List<String> pairs() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .map(NetworkInterface::getName)
                .filter(name -> name.matches("tare[0-9]+"))
                .toList();
    }

    @Test
    void aProcessOverLoopback() throws IOException {
        List<Finding> findings = run("process", load(20_000 * MILLI, 50, 100));
        measured(findings, "loopback", 50, 100);
        turned(findings, "loopback");
    }

    @Test
    void aNamespaceOverVirtualEthernet() throws IOException {
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "needs root");
        List<String> before = pairs();
        List<Finding> findings = run("namespace", load(20_000 * MILLI, 50, 100));
        measured(findings, "veth", 50, 100);
        turned(findings, "veth", "bridge");
        List<String> after = pairs().stream().filter(name -> !before.contains(name)).toList();
        assertEquals(List.of(), after, "left behind");
    }

    /**
     * A whole machine, translated: by its own network card, which reaches nobody but this client.
     */
    @ParameterizedTest
    @ValueSource(strings = {"qemu:q35-tcg", "qemu:microvm-tcg"})
    @Tag("runtime")
    void aGuestOfLinuxOverUserNetworking(String key) throws IOException {
        assumeTrue(
                key.contains("q35") || System.getenv("TARE_FULL") != null,
                "only with TARE_FULL=1: a q35 shows the same but for the bus");
        List<Finding> findings = run(key, load(20_000 * MILLI, 20, 40));
        measured(findings, "user", 20, 40);
        turned(findings, "user");
    }

    @Test
    void aRateThatIsNotKeptUpWithEndsTheRates() throws IOException {
        List<Finding> findings = run("process", load(200 * MILLI, 500_000, 600_000));
        assertEquals(3, findings.size(), findings.toString());
        turned(findings, "loopback");
        Outcome.Absent why = absent(findings.get(0));
        assertEquals(Outcome.Kind.SKIPPED, why.kind());
        assertTrue(why.reason().startsWith("saturated: at 500000"), why.reason());
    }

    @Test
    void aBareGuestIsSkippedWithAReason() throws IOException {
        List<Finding> findings = run("kvm", load(MILLI, 50, 100));
        assertEquals(4, findings.size());
        Outcome.Absent why = absent(findings.get(1));
        assertEquals(Outcome.Kind.SKIPPED, why.kind());
        assertTrue(!why.remedy().isEmpty(), why.toString());
    }
}
