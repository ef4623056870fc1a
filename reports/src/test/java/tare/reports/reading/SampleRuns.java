package tare.reports.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.model.Summary;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** Builds runs that look like real ones, from a seed. */
public final class SampleRuns {

    private static final double MIB = 0x1p20;

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    private final List<Cell> cells = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final int rounds;
    private final int launches;

    public SampleRuns(int rounds, int launches) {
        this.rounds = rounds;
        this.launches = launches;
    }

    /** Three measured backends, one skipped, warnings: what a first run on a small host gives. */
    public static RunResult typical() {
        return typicalCells()
                .warning(WarningKind.KVM_KIND, "ring 0 runs 4,900 times slower than ring 3")
                .warning(WarningKind.GOVERNOR, "the governor is not exposed to this guest")
                .warning(WarningKind.NOISY_ROUND, "boot, round 7: steal 3.1 %")
                .run(RunState.COMPLETE);
    }

    public static SampleRuns typicalCells() {
        return new SampleRuns(10, 30)
                .boot("process", BackendClass.PROCESS, 168_000, false)
                .boot("namespace", BackendClass.CONTAINER, 702_000, false)
                .boot("kvm", BackendClass.BARE_GUEST, 1_080_000, true, Label.SOFTWARE_PAGING)
                .absent(
                        "namespace+user",
                        BackendClass.CONTAINER,
                        "user namespaces are switched off on this host",
                        "sysctl -w user.max_user_namespaces=10000")
                .memory("process", BackendClass.PROCESS, 0.11 * MIB)
                .memory("namespace", BackendClass.CONTAINER, 0.61 * MIB)
                .memory("kvm", BackendClass.BARE_GUEST, 0.58 * MIB, Label.SOFTWARE_PAGING)
                .overhead("process", BackendClass.PROCESS, "linpack", 9.1e6, 0.004)
                .overhead("namespace", BackendClass.CONTAINER, "linpack", 9.1e6, 0.004)
                .overhead("process", BackendClass.PROCESS, "system-call", 210, 0.01)
                .overhead("namespace", BackendClass.CONTAINER, "system-call", 262, 0.01)
                .overhead("process", BackendClass.PROCESS, "kernel-exit", 110, 0.01)
                .overhead(
                        "kvm",
                        BackendClass.BARE_GUEST,
                        "kernel-exit",
                        20_000,
                        0.02,
                        Label.SOFTWARE_PAGING)
                .outlook("process", BackendClass.PROCESS, 1_830, 1_842)
                .outlook("namespace", BackendClass.CONTAINER, 1_911, 1_930);
    }

    public SampleRuns warning(WarningKind kind, String detail) {
        warnings.add(new Warning(kind, detail));
        return this;
    }

    public SampleRuns boot(
            String backend, BackendClass kind, double nanos, boolean entered, Label... labels) {
        double[][] created = new double[rounds][launches];
        double[][] ready = new double[rounds][launches];
        double[][] between = new double[rounds][launches];
        double[][] stopped = new double[rounds][launches];
        double[][] child = new double[rounds][launches];
        double[][] own = new double[rounds][launches];
        double[][] jmh = new double[rounds][launches];
        for (int round = 0; round < rounds; round++) {
            double drift = StrictMath.exp(0.03 * random.nextGaussian()) * (round == 7 ? 1.25 : 1);
            for (int i = 0; i < launches; i++) {
                double slow = random.nextDouble() < 0.04 ? 2.2 : 1;
                double start = nanos * drift * slow * StrictMath.exp(0.08 * random.nextGaussian());
                created[round][i] = StrictMath.rint(start * 0.62);
                between[round][i] = StrictMath.rint(start * 0.81);
                ready[round][i] = StrictMath.rint(start);
                stopped[round][i] = StrictMath.rint(start * 0.45 + 90_000);
                child[round][i] = StrictMath.rint(start * 0.38);
                own[round][i] = StrictMath.rint(start * 0.41);
                jmh[round][i] = StrictMath.rint(start + 2_400);
            }
        }
        cell("boot", backend, kind, Metric.STAGE_CREATED, created, labels);
        if (entered) {
            cell("boot", backend, kind, Metric.STAGE_ENTERED, between, labels);
        }
        cell("boot", backend, kind, Metric.STAGE_READY, ready, labels);
        cell("boot", backend, kind, Metric.STAGE_STOPPED, stopped, labels);
        cell("boot", backend, kind, Metric.CPU_CHILD, child, labels);
        cell("boot", backend, kind, Metric.CPU_TARE, own, labels);
        cell("boot", backend, kind, Metric.JMH_LAUNCH, jmh, labels);
        for (String spin : List.of("1ms", "5ms")) {
            double[][] error = new double[rounds][1];
            for (double[] round : error) {
                round[0] = StrictMath.rint(5_000 + 2_000 * random.nextGaussian());
            }
            CellKey key =
                    CellKey.of("boot", backend, "probe", Metric.CALIBRATION_ERROR)
                            .with("spin", spin);
            add(key, kind, measured(error), labels);
        }
        return this;
    }

    /** Work of the overhead experiment: the scores of one fork a round. */
    public SampleRuns overhead(
            String backend,
            BackendClass kind,
            String workload,
            double nanos,
            double noise,
            Label... labels) {
        double[][] scores = new double[rounds][3];
        for (double[] round : scores) {
            double fork = nanos * StrictMath.exp(noise * random.nextGaussian());
            Arrays.setAll(round, i -> fork * StrictMath.exp(0.1 * noise * random.nextGaussian()));
        }
        // What follows an @ is a parameter: pointer-chase@size=16KiB.
        String[] named = workload.split("[@=]", 3);
        CellKey key = CellKey.of("overhead", backend, named[0], Metric.OVERHEAD_SCORE);
        add(named.length == 3 ? key.with(named[1], named[2]) : key, kind, measured(scores), labels);
        return this;
    }

    /** Latencies of a service at a rate: so many samples a round. */
    public SampleRuns service(
            String backend, BackendClass kind, int rate, String path, double nanos) {
        double[][] latencies = new double[rounds][launches];
        for (double[] round : latencies) {
            Arrays.setAll(
                    round,
                    i -> StrictMath.rint(nanos * StrictMath.exp(0.3 * random.nextGaussian())));
        }
        add(service(backend, rate, path), kind, measured(latencies));
        return this;
    }

    /** Turns over TCP from the host: so many a round. */
    public SampleRuns turns(
            String backend,
            BackendClass kind,
            int bytes,
            String path,
            double nanos,
            Label... labels) {
        double[][] took = new double[rounds][launches];
        for (double[] round : took) {
            Arrays.setAll(
                    round,
                    i -> StrictMath.rint(nanos * StrictMath.exp(0.1 * random.nextGaussian())));
        }
        CellKey key =
                CellKey.of("overhead", backend, "tcp-from-host", Metric.SERVICE_TURN)
                        .with("bytes", Integer.toString(bytes))
                        .with("path", path);
        add(key, kind, measured(took), labels);
        return this;
    }

    /** A rate of a service that has no latencies. */
    public SampleRuns noService(
            String backend, BackendClass kind, int rate, String path, String reason) {
        Outcome.Absent why = new Outcome.Absent(Outcome.Kind.SKIPPED, reason, "");
        add(service(backend, rate, path), kind, why);
        return this;
    }

    private static CellKey service(String backend, int rate, String path) {
        return CellKey.of("overhead", backend, "key-value-service", Metric.SERVICE_LATENCY)
                .with("rate", Integer.toString(rate))
                .with("path", path);
    }

    public SampleRuns memory(String backend, BackendClass kind, double bytes, Label... labels) {
        double[][] slopes = new double[rounds][1];
        int[] counts = {0, 50, 100, 200};
        double[][][] readings = new double[counts.length][rounds][1];
        for (int round = 0; round < rounds; round++) {
            slopes[round][0] = StrictMath.rint(bytes * (1 + 0.01 * random.nextGaussian()));
            for (int i = 0; i < counts.length; i++) {
                readings[i][round][0] =
                        StrictMath.rint(
                                3 * MIB
                                        + counts[i] * slopes[round][0]
                                        + 0.2 * MIB * random.nextGaussian());
            }
        }
        cell("footprint", backend, kind, Metric.MEMORY_INSTANCE, slopes, labels);
        for (int i = 0; i < counts.length; i++) {
            String count = Integer.toString(counts[i]);
            CellKey cgroup = CellKey.of("footprint", backend, "probe", Metric.MEMORY_CGROUP);
            add(cgroup.with("instances", count), kind, measured(readings[i]), labels);
            double[][] left = new double[rounds][1];
            for (int round = 0; round < rounds; round++) {
                left[round][0] = 20_000 * MIB - readings[i][round][0];
            }
            CellKey available = CellKey.of("footprint", backend, "probe", Metric.MEMORY_AVAILABLE);
            add(available.with("instances", count), kind, measured(left), labels);
        }
        return this;
    }

    public SampleRuns outlook(String backend, BackendClass kind, int bestFit, int firstFit) {
        CellKey hosts = CellKey.of("outlook", backend, "services", Metric.FLEET_HOSTS);
        CellKey bound = CellKey.of("outlook", backend, "services", Metric.FLEET_BOUND);
        add(hosts.with("policy", "best-fit"), kind, one(bestFit), Label.SIMULATED);
        add(hosts.with("policy", "first-fit"), kind, one(firstFit), Label.SIMULATED);
        add(bound, kind, one(bestFit - 11), Label.SIMULATED);
        return this;
    }

    /** Hosts of a simulated or planned fleet, the same in every repeat but for one host. */
    public SampleRuns fleet(String experiment, String backend, BackendClass kind, double hosts) {
        double[][] repeats = new double[rounds][1];
        Arrays.setAll(repeats, i -> new double[] {hosts + i % 2});
        CellKey key = CellKey.of(experiment, backend, "services", Metric.FLEET_HOSTS);
        add(key.with("policy", "best-fit"), kind, measured(repeats), Label.SIMULATED);
        return this;
    }

    /** A fleet that was looked for and not found. */
    public SampleRuns noFleet(String experiment, String backend, BackendClass kind, String reason) {
        CellKey key = CellKey.of(experiment, backend, "services", Metric.FLEET_HOSTS);
        Outcome.Absent why = new Outcome.Absent(Outcome.Kind.SKIPPED, reason, "");
        add(key.with("policy", "best-fit"), kind, why, Label.SIMULATED);
        return this;
    }

    public SampleRuns absent(String backend, BackendClass kind, String reason, String remedy) {
        CellKey key = CellKey.of("boot", backend, "probe", Metric.STAGE_READY);
        add(key, kind, new Outcome.Absent(Outcome.Kind.SKIPPED, reason, remedy));
        return this;
    }

    public SampleRuns cell(
            String experiment,
            String backend,
            BackendClass kind,
            Metric metric,
            double[][] samples,
            Label... labels) {
        add(CellKey.of(experiment, backend, "probe", metric), kind, measured(samples), labels);
        return this;
    }

    /** A cell of the probe with parameters. */
    public SampleRuns cell(
            String experiment,
            String backend,
            Metric metric,
            Map<String, String> parameters,
            double[]... samples) {
        CellKey key = CellKey.of(experiment, backend, "probe", metric);
        for (Map.Entry<String, String> one : new TreeMap<>(parameters).entrySet()) {
            key = key.with(one.getKey(), one.getValue());
        }
        add(key, BackendClass.CONTAINER, measured(samples));
        return this;
    }

    private void add(CellKey key, BackendClass kind, Outcome outcome, Label... labels) {
        SortedSet<Label> set = new TreeSet<>(Arrays.asList(labels));
        cells.add(new Cell(key, kind, 1, set, "pipe", outcome));
    }

    private static Outcome one(double value) {
        return measured(new double[][] {{value}});
    }

    /** A measured outcome whose summary is made of the samples' order statistics. */
    public static Outcome.Measured measured(double[][] samples) {
        List<Round> rounds = new ArrayList<>();
        for (int round = 0; round < samples.length; round++) {
            rounds.add(new Round(round, round % 3, new Samples(samples[round])));
        }
        double[] sorted = Arrays.stream(samples).flatMapToDouble(Arrays::stream).sorted().toArray();
        return new Outcome.Measured(
                rounds,
                new Summary(
                        sorted.length,
                        sorted[0],
                        rank(sorted, 0.5),
                        rank(sorted, 0.9),
                        rank(sorted, 0.99),
                        rank(sorted, 0.999),
                        sorted[sorted.length - 1],
                        Arrays.stream(sorted).average().orElseThrow(),
                        "type 7 for p50, type 1 above"));
    }

    private static double rank(double[] sorted, double quantile) {
        return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
    }

    /** The run so far, as of another host. */
    public RunResult run(RunState state, String kernel) {
        RunResult run = run(state);
        SortedMap<HostFact, String> facts = new TreeMap<>(run.host().values());
        facts.put(HostFact.KERNEL_RELEASE, kernel);
        return new RunResult(
                kernel + run.id(),
                run.createdAt(),
                state,
                run.tool(),
                new HostFacts(kernel + run.host().fingerprint(), facts),
                run.plan(),
                run.cells(),
                run.warnings());
    }

    /** The run so far. */
    public RunResult run(RunState state) {
        Set<String> backends = new LinkedHashSet<>();
        cells.forEach(cell -> backends.add(cell.key().backend()));
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("boot.launches", Integer.toString(launches));
        SortedMap<String, Integer> methods = new TreeMap<>();
        methods.put("boot", 1);
        methods.put("footprint", 1);
        List<Cell> sorted = new ArrayList<>(cells);
        sorted.sort(Comparator.comparing(Cell::key));
        return new RunResult(
                "9f2c4e1ab0d37765a1c0e2b9d8f7463528190a1b2c3d4e5f60718293a4b5c6d7",
                "2026-11-24T21:08:13Z",
                state,
                new Tool("0.1.0", "2966f4f", methods, new TreeMap<>()),
                host(),
                new Plan(
                        42,
                        "quick",
                        cells.stream().map(c -> c.key().experiment()).distinct().toList(),
                        List.copyOf(backends),
                        rounds,
                        parameters,
                        List.of(new Step(0, 0, "boot", "process"))),
                sorted,
                warnings);
    }

    private static HostFacts host() {
        SortedMap<HostFact, String> values = new TreeMap<>();
        values.put(HostFact.ARCHITECTURE, "x86_64");
        values.put(HostFact.CPU_MODEL, "AMD EPYC 7B13");
        values.put(HostFact.CPU_ONLINE, "2");
        values.put(HostFact.MEMORY_GIB, "24");
        values.put(HostFact.KERNEL_RELEASE, "6.18.5");
        values.put(HostFact.CGROUP_LAYOUT, "hybrid");
        values.put(HostFact.KVM_KIND, "software-paging");
        values.put(HostFact.JAVA_VERSION, "17.0.15");
        return new HostFacts(
                "51c2a9e0d7f4b3866a0e1d2c3b4a59687786a5b4c3d2e1f00f1e2d3c4b5a6978", values);
    }
}
