package tare.workloads.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import tare.workloads.benchmark.instance.Requirement;

class WorkloadsTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path PAGE = Path.of("../docs/workloads.md");

    @Test
    void idsAreInKebabCaseAndDiffer() {
        Set<String> ids = new HashSet<>();
        for (Workload workload : Workloads.all()) {
            assertTrue(workload.id().matches("[a-z]+(-[a-z]+)*"), workload.id());
            assertTrue(ids.add(workload.id()), workload.id() + " is there twice");
            assertEquals(workload, Workloads.named(workload.id()).orElseThrow());
        }
        assertTrue(Workloads.named("no-such-workload").isEmpty());
    }

    @Test
    void benchmarksGiveNanosecondsAndLeaveForksToTheHost() throws Exception {
        for (Workload workload : Workloads.all()) {
            Class<?> type = workload.benchmark();
            List<String> methods =
                    Arrays.stream(type.getMethods())
                            .filter(method -> method.isAnnotationPresent(Benchmark.class))
                            .map(Method::getName)
                            .toList();
            assertEquals(List.of(workload.method()), methods, workload.id());
            Mode[] modes = type.getAnnotation(BenchmarkMode.class).value();
            assertEquals(List.of(Mode.AverageTime), List.of(modes), workload.id());
            TimeUnit unit = type.getAnnotation(OutputTimeUnit.class).value();
            assertEquals(TimeUnit.NANOSECONDS, unit, workload.id());
            for (var annotation : List.of(Fork.class, Warmup.class, Measurement.class)) {
                assertFalse(type.isAnnotationPresent(annotation), workload.id());
            }
        }
    }

    /** JMH would run each value that a variant does not fix, and refuse what it does not know. */
    @Test
    void variantsFixEveryParameter() {
        for (Workload workload : Workloads.all()) {
            TreeMap<String, Set<String>> known = new TreeMap<>();
            for (Field field : workload.benchmark().getFields()) {
                if (field.isAnnotationPresent(Param.class)) {
                    known.put(field.getName(), Set.of(field.getAnnotation(Param.class).value()));
                }
            }
            Set<Variant> seen = new HashSet<>();
            for (Variant variant : workload.variants()) {
                assertEquals(known.keySet(), new TreeSet<>(variant.parameters().keySet()));
                variant.parameters()
                        .forEach(
                                (name, value) ->
                                        assertTrue(
                                                known.getOrDefault(name, Set.of()).contains(value),
                                                value));
                assertTrue(seen.add(variant), workload.id() + " " + variant.words());
                assertTrue(variant.heapMiB() >= 32 && variant.heapMiB() <= 1024);
            }
        }
    }

    /** What JMH's processor found, so that no benchmark is forgotten here. */
    @Test
    void everyBenchmarkIsListed() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String line : Files.readAllLines(CLASSES.resolve("META-INF/BenchmarkList"))) {
            Stream.of(line.split(" ", -1))
                    .filter(word -> word.startsWith("tare.workloads."))
                    .filter(word -> !word.contains("jmh_generated"))
                    .forEach(found::add);
        }
        Set<String> listed =
                Workloads.all().stream()
                        .map(workload -> workload.benchmark().getName())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(listed, found);
    }

    @Test
    void patternsMeanOneBenchmark() {
        for (Workload workload : Workloads.all()) {
            Pattern pattern = Pattern.compile(workload.includePattern());
            long matching =
                    Workloads.all().stream()
                            .filter(
                                    other ->
                                            pattern.matcher(
                                                            other.benchmark().getName()
                                                                    + "."
                                                                    + other.method())
                                                    .find())
                            .count();
            assertEquals(1, matching, workload.id());
        }
    }

    @Test
    void theQuickProfileIsThere() {
        assertTrue(Workloads.all().stream().filter(Workload::inQuickProfile).count() >= 12);
    }

    @Test
    void modulesAreThoseOfTheBenchmarksAndOfJmh() {
        Set<String> needed = new TreeSet<>();
        String jmh = Runner.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        for (String code : List.of(CLASSES.toString(), jmh)) {
            needed.addAll(modulesOf(code));
        }

        assertEquals(needed, new TreeSet<>(Workloads.MODULES));
    }

    @Test
    void thePageListsThem() throws IOException {
        List<String> expected = Workloads.all().stream().map(WorkloadsTest::row).toList();
        List<String> rows =
                Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();

        assertEquals(String.join("\n", expected), String.join("\n", rows));
    }

    private static String row(Workload workload) {
        String variants =
                workload.variants().stream()
                        .map(
                                variant ->
                                        workload.quick().contains(variant)
                                                ? "**" + variant.words() + "**"
                                                : variant.words())
                        .collect(Collectors.joining(", "));
        String needs =
                workload.variants().stream()
                        .flatMap(variant -> workload.needsOf(variant).stream())
                        .sorted()
                        .distinct()
                        .map(Requirement::word)
                        .collect(Collectors.joining(", "));
        return String.join(
                " | ",
                "| `" + workload.id() + "`",
                workload.operation(),
                variants,
                (needs.isEmpty() ? "-" : needs) + " |");
    }

    private static List<String> modulesOf(String code) {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int status =
                jdeps.run(
                        out,
                        out,
                        "--print-module-deps",
                        "--ignore-missing-deps",
                        "--multi-release",
                        "base",
                        code);
        assertEquals(0, status, said.toString());
        return List.of(said.toString().strip().split(",", -1));
    }
}
