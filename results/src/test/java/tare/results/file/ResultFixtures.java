package tare.results.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tare.results.model.BackendClass;
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
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** Runs as they could have been, made from a seed. */
final class ResultFixtures {

    static final int ROUNDS = 3;

    private ResultFixtures() {}

    static CellKey ready(String backend) {
        return CellKey.of("boot", backend, "probe", Metric.STAGE_READY);
    }

    static HostFacts host() {
        Map<HostFact, String> facts = new EnumMap<>(HostFact.class);
        facts.put(HostFact.ARCHITECTURE, "x86_64");
        facts.put(HostFact.CPU_MODEL, "Example CPU @ 2.5 GHz \u00b5\u20ac");
        facts.put(HostFact.CPU_ONLINE, "2");
        facts.put(HostFact.KERNEL_RELEASE, "6.18.0");
        facts.put(HostFact.KVM_KIND, "software-paging");
        facts.put(HostFact.HOST_NAME, "host \"a\"\n<b>");
        return new HostFacts("ab".repeat(32), new TreeMap<>(facts));
    }

    static RunHeader header() {
        List<Step> steps = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            boolean turned = round == 1;
            steps.add(new Step(round, turned ? 1 : 0, "boot", "process"));
            steps.add(new Step(round, turned ? 0 : 1, "boot", "namespace"));
        }
        Plan plan =
                new Plan(
                        -42,
                        "quick",
                        List.of("boot"),
                        List.of("process", "namespace", "kvm"),
                        ROUNDS,
                        new TreeMap<>(Map.of("boot.launches", "5")),
                        steps);
        Tool tool =
                new Tool(
                        "0.1.0",
                        "unknown",
                        new TreeMap<>(Map.of("boot", 1, "footprint", 1)),
                        new TreeMap<>(Map.of("jmh", "1.37")));
        return new RunHeader("2026-11-24T21:00:00Z", tool, host(), plan);
    }

    /** What a step finds: start times and CPU time; its second round has a failure beside them. */
    static StepRecord record(Step step) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(31L * step.round());
        double centre = step.backend().equals("process") ? 180_000 : 720_000;
        List<Fragment> fragments = new ArrayList<>();
        for (Metric metric : List.of(Metric.STAGE_READY, Metric.CPU_CHILD)) {
            double[] samples = new double[5];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Math.rint(centre * (1 + random.nextDouble()));
            }
            fragments.add(measured(step, metric, samples));
        }
        List<Warning> warnings =
                step.round() == 1
                        ? List.of(new Warning(WarningKind.NOISY_ROUND, "boot " + step.backend()))
                        : List.of();
        return new StepRecord(step, fragments, warnings);
    }

    static Fragment measured(Step step, Metric metric, double... samples) {
        return Fragment.of(
                CellKey.of(step.experiment(), step.backend(), "probe", metric),
                step.backend().equals("process") ? BackendClass.PROCESS : BackendClass.CONTAINER,
                1,
                Set.of(),
                "pipe",
                new Round(step.round(), step.order(), new Samples(samples)));
    }

    static Fragment absent(CellKey key, Outcome.Kind kind) {
        return Fragment.of(
                key,
                BackendClass.BARE_GUEST,
                1,
                Set.of(Label.SOFTWARE_PAGING),
                "",
                new Outcome.Absent(kind, "there is no /dev/kvm", "modprobe kvm"));
    }

    /** Simulated, with fractions and a parameter; and more samples than are written singly. */
    static List<Fragment> extras() {
        CellKey hosts =
                CellKey.of("outlook", "namespace", "small", Metric.FLEET_HOSTS)
                        .with("policy", "first-fit");
        double[] many = new double[SampleCodec.THRESHOLD + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = 500_000 + i % 3;
        }
        return List.of(
                absent(ready("kvm"), Outcome.Kind.SKIPPED),
                Fragment.of(
                        hosts,
                        BackendClass.CONTAINER,
                        1,
                        Set.of(Label.SIMULATED),
                        "",
                        new Round(0, 0, new Samples(12.25, -0.1, 1e-7))),
                Fragment.of(
                        CellKey.of("boot", "process", "probe", Metric.JMH_LAUNCH),
                        BackendClass.PROCESS,
                        1,
                        Set.of(),
                        "pipe",
                        new Round(0, 0, new Samples(many))));
    }

    static List<Fragment> fragments() {
        List<Fragment> fragments = new ArrayList<>(extras());
        header().plan().steps().forEach(step -> fragments.addAll(record(step).fragments()));
        return fragments;
    }

    static RunResult result() {
        return Assembly.result(
                header(),
                RunState.COMPLETE,
                host(),
                fragments(),
                List.of(new Warning(WarningKind.GOVERNOR, "powersave on 2 CPUs")));
    }
}
