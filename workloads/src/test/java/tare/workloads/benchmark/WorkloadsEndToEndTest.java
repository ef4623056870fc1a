package tare.workloads.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.RunnerException;
import tare.workloads.Need;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;
import tare.workloads.benchmark.processor.Canary;

/** The workloads in JMH's forks: one variant of each, and all with TARE_FULL. */
@Tag("kernel")
@Timeout(120)
class WorkloadsEndToEndTest {

    private static final int SHORT_MILLIS = 10;
    private static final boolean FULL = "1".equals(System.getenv("TARE_FULL"));

    /** What stands for the JVM, and keeps JMH's hints from it as an instance may. */
    private static final String FORGETTING =
            """
            #!/bin/sh
            for argument; do
                shift
                case $argument in
                    -XX:CompileCommandFile=*) ;;
                    *) set -- "$@" "$argument" ;;
                esac
            done
            exec 'JAVA' "$@"
            """;

    @TempDir Path directory;

    static Stream<Arguments> variants() {
        return Workloads.all().stream()
                .flatMap(
                        workload ->
                                workload.variants().stream()
                                        .limit(FULL ? Long.MAX_VALUE : 1)
                                        .map(variant -> Arguments.of(workload, variant)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void givesAScoreAndLeavesNothing(Workload workload, Variant variant) throws Exception {
        Need.path("/proc/self/smaps_rollup");

        List<IterationResult> iterations =
                Forks.plain(directory).run(workload, variant, 0, 1, SHORT_MILLIS);

        assertEquals(1, iterations.size());
        double score = iterations.get(0).getPrimaryResult().getScore();
        assertTrue(score > 0 && score < 1e10, "score " + score);
        assertEquals("ns/op", iterations.get(0).getPrimaryResult().getScoreUnit());
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void theCanarySingsWithHints() throws Exception {
        assertTrue(hintsInEffect(Forks.plain(directory)));
    }

    @Test
    void theCanaryIsSilentWithoutHints() throws Exception {
        Path jvm = directory.resolve("java");
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        Files.writeString(jvm, FORGETTING.replace("JAVA", java.toString()));
        Files.setPosixFilePermissions(jvm, PosixFilePermissions.fromString("rwx------"));

        assertEquals(false, hintsInEffect(new Forks(directory, jvm.toString())));
    }

    @Test
    void aLackIsHeardOfByTheHost() {
        Workload small = Workloads.named("file-small").orElseThrow();
        Forks forks = Forks.plain(directory.resolve("absent"));

        RunnerException thrown =
                assertThrows(
                        RunnerException.class,
                        () -> forks.run(small, small.variants().get(0), 0, 1, SHORT_MILLIS));

        Lack lack = Lack.behind(thrown).orElseThrow(() -> new AssertionError(thrown));
        assertEquals(Requirement.WRITABLE_ROOT, lack.requirement());
    }

    /** A heap in huge pages that were not asked for is told from one that was. */
    @Test
    void hugePagesThatAreNotThereAreMissed() {
        Need.path("/proc/self/smaps_rollup");
        Workload chase = Workloads.named("pointer-chase").orElseThrow();
        Variant huge =
                chase.variants().stream()
                        .filter(variant -> variant.words().equals("pages=huge size=4MiB"))
                        .findFirst()
                        .orElseThrow();

        RunnerException thrown =
                assertThrows(
                        RunnerException.class,
                        () ->
                                Forks.plain(directory)
                                        .run(
                                                chase,
                                                huge.arguments("-XX:-UseTransparentHugePages"),
                                                0,
                                                1,
                                                SHORT_MILLIS));

        Lack lack = Lack.behind(thrown).orElseThrow(() -> new AssertionError(thrown));
        assertEquals(Requirement.HUGE_PAGES, lack.requirement());
    }

    /** A runtime of no more than the named modules runs all of them. */
    @Test
    @Timeout(300)
    void runOnARuntimeOfTheNamedModules() throws Exception {
        assumeTrue(FULL, "only with TARE_FULL=1");
        Path home = Path.of(System.getProperty("java.home"));
        // From Java 24 on a JDK may do without: JEP 493.
        boolean links =
                Runtime.version().feature() >= 24 || Files.isDirectory(home.resolve("jmods"));
        Need.that(links, "jlink has no jmods in " + home);
        Path runtime = directory.resolve("runtime");
        Process link =
                new ProcessBuilder(
                                home.resolve("bin/jlink").toString(),
                                "--add-modules",
                                String.join(",", Workloads.MODULES),
                                "--output",
                                runtime.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(link.getInputStream().readAllBytes(), US_ASCII);
        assertEquals(0, link.waitFor(), said);
        Path places = Files.createDirectory(directory.resolve("places"));
        Forks forks = new Forks(places, runtime.resolve("bin/java").toString());
        for (Workload workload : Workloads.all()) {
            Variant variant = workload.variants().get(0);
            assertEquals(1, forks.run(workload, variant, 0, 1, SHORT_MILLIS).size(), workload.id());
        }
    }

    private static boolean hintsInEffect(Forks forks) throws RunnerException {
        Workload canary = Workloads.named(Workloads.CANARY).orElseThrow();
        List<IterationResult> iterations = forks.run(canary, canary.variants().get(0), 3, 2, 200);
        double score =
                iterations.stream()
                        .mapToDouble(one -> one.getPrimaryResult().getScore())
                        .min()
                        .orElseThrow();
        double control =
                iterations.stream()
                        .mapToDouble(WorkloadsEndToEndTest::controlNanos)
                        .min()
                        .orElseThrow();
        return Canary.hintsInEffect(score, control);
    }

    private static double controlNanos(IterationResult iteration) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(Canary.CONTROL))
                .getScore();
    }
}
