package tare.harness.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import tare.harness.host.TreeAccount;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.statistics.Slope;

/** The accounts of a footprint, rung by rung, and what follows from all rungs of a round. */
final class FootprintFindings {

    private static final String WORKLOAD = "probe";
    private static final String INSTANCES = "instances";
    private static final String MERGING = "ksm";
    private static final String ON = "on";

    private final Step step;
    private final int holder;
    private final boolean merging;
    private final List<Rung> rungs = new ArrayList<>();

    /**
     * @param holder pid of the JVM that holds the instances
     * @param merging whether the kernel merges pages of the same content meanwhile
     */
    FootprintFindings(Step step, int holder, boolean merging) {
        this.step = step;
        this.holder = holder;
        this.merging = merging;
    }

    /**
     * What was read while so many lived.
     *
     * @param savedBytes what merging saves on the whole host; 0 without it
     */
    private record Rung(
            int instances, MemoryReader.Reading reading, TreeAccount tree, double savedBytes) {}

    static CellKey key(String backend, Metric metric) {
        return CellKey.of(Footprint.NAME, backend, WORKLOAD, metric);
    }

    /** The cell of a memory per instance with pages merged. */
    static CellKey mergedKey(String backend) {
        return key(backend, Metric.MEMORY_INSTANCE).with(MERGING, ON);
    }

    /** Adds a rung; they come in rising order. */
    void rung(int instances, MemoryReader.Reading reading, TreeAccount tree, double savedBytes) {
        rungs.add(new Rung(instances, reading, tree, savedBytes));
    }

    /**
     * All cells of the round.
     *
     * @param absence why the control group's account is missing
     */
    List<Finding> all(Optional<Outcome.Absent> absence) {
        List<Finding> findings = new ArrayList<>();
        Set<Integer> daemons = new HashSet<>(rungs.get(0).tree().pssBytes().keySet());
        daemons.remove(holder);
        for (Rung rung : rungs) {
            add(findings, Metric.MEMORY_AVAILABLE, rung, rung.reading().availableBytes());
            rung.reading()
                    .cgroupBytes()
                    .ifPresent(bytes -> add(findings, Metric.MEMORY_CGROUP, rung, bytes));
            add(findings, Metric.MEMORY_PSS, rung, (double) rung.tree().pssSum());
            if (merging) {
                add(findings, Metric.MEMORY_MERGED, rung, rung.savedBytes());
                continue;
            }
            add(findings, Metric.MEMORY_KERNEL, rung, rung.reading().kernelBytes());
            if (!daemons.isEmpty()) {
                add(findings, Metric.MEMORY_DAEMON, rung, pss(rung, daemons));
            }
        }
        findings.add(charge(absence));
        if (merging) {
            return findings;
        }
        double fall = -slope(rungs.stream().mapToDouble(r -> r.reading().availableBytes()));
        double pss = slope(rungs.stream().mapToDouble(r -> (double) r.tree().pssSum()));
        double kernel = slope(rungs.stream().mapToDouble(r -> r.reading().kernelBytes()));
        findings.add(found(key(step.backend(), Metric.MEMORY_RESIDUAL), fall - pss - kernel));
        addResources(findings);
        return findings;
    }

    private Finding charge(Optional<Outcome.Absent> absence) {
        CellKey key = told(key(step.backend(), Metric.MEMORY_INSTANCE));
        if (absence.isPresent()) {
            return new Finding.Missing(key, absence.get());
        }
        return found(
                key,
                slope(
                        rungs.stream()
                                .mapToDouble(r -> r.reading().cgroupBytes().orElse(Double.NaN))));
    }

    /** What each instance takes of what runs out before memory does: top rung less the lowest. */
    private void addResources(List<Finding> findings) {
        TreeAccount low = rungs.get(0).tree();
        TreeAccount high = rungs.get(rungs.size() - 1).tree();
        double more = rungs.get(rungs.size() - 1).instances() - rungs.get(0).instances();
        resource(
                findings,
                Metric.RESOURCE_DESCRIPTORS,
                (high.descriptors() - low.descriptors()) / more);
        resource(findings, Metric.RESOURCE_TASKS, (high.tasks() - low.tasks()) / more);
        resource(findings, Metric.RESOURCE_MOUNTS, (high.mounts() - low.mounts()) / more);
        resource(
                findings,
                Metric.RESOURCE_INTERFACES,
                (high.interfaces() - low.interfaces()) / more);
        resource(findings, Metric.RESOURCE_CGROUPS, (high.cgroups() - low.cgroups()) / more);
    }

    private void resource(List<Finding> findings, Metric metric, double each) {
        findings.add(found(key(step.backend(), metric), each));
    }

    private double slope(DoubleStream heights) {
        double[] instances = rungs.stream().mapToDouble(Rung::instances).toArray();
        return Slope.theilSen(instances, heights.toArray()).slope();
    }

    private static double pss(Rung rung, Set<Integer> pids) {
        return rung.tree().pssBytes().entrySet().stream()
                .filter(entry -> pids.contains(entry.getKey()))
                .mapToDouble(entry -> entry.getValue())
                .sum();
    }

    private void add(List<Finding> findings, Metric metric, Rung rung, double bytes) {
        findings.add(
                found(
                        told(key(step.backend(), metric))
                                .with(INSTANCES, Integer.toString(rung.instances())),
                        bytes));
    }

    private CellKey told(CellKey key) {
        return merging ? key.with(MERGING, ON) : key;
    }

    private Finding found(CellKey key, double value) {
        return new Finding.Found(key, new Round(step.round(), step.order(), new Samples(value)));
    }
}
