package tare.simulators.scenario.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadBuilder;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.scenario.Scenario;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Place;
import tare.simulators.trace.Remark;

/** The traces of a scenario, read once and then only asked: several threads may. */
public final class TraceFiles implements WorkloadSpec.Traces {

    private final Map<WorkloadSpec.Recorded, Workload> workloads = new HashMap<>();
    private final List<Remark> remarks = new ArrayList<>();

    private TraceFiles() {}

    /**
     * Reads all that the scenario names.
     *
     * @throws tare.results.failure.InputError if one cannot be
     */
    public static TraceFiles of(Scenario scenario) {
        return of(scenario.workload());
    }

    /** The same of a workload alone. */
    public static TraceFiles of(WorkloadSpec workload) {
        TraceFiles files = new TraceFiles();
        files.read(workload);
        return files;
    }

    /** What was read on in spite of. */
    public List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public Workload of(WorkloadSpec.Recorded recorded) {
        Workload workload = workloads.get(recorded);
        if (workload == null) {
            throw new IllegalArgumentException("not read: " + recorded.name());
        }
        return workload;
    }

    private void read(WorkloadSpec spec) {
        if (spec instanceof WorkloadSpec.Together together) {
            together.parts().forEach(this::read);
        } else if (spec instanceof WorkloadSpec.Recorded recorded) {
            workloads.computeIfAbsent(recorded, key -> read(TraceSpec.of(key)));
        }
    }

    /** Twice through the file: a run begins with the first arrival, which need not come first. */
    private Workload read(TraceSpec spec) {
        long[] first = {Long.MAX_VALUE};
        int[] count = {0};
        spec.trace()
                .instances(
                        row -> {
                            if (kept(spec, row)) {
                                first[0] = Math.min(first[0], row.arrivesNanos());
                                count[0] = Math.addExact(count[0], 1);
                            }
                        });
        if (count[0] == 0) {
            throw Place.file(spec.path().toString())
                    .error("no instance is left of it", "is it empty, or all of it left out?");
        }
        WorkloadBuilder builder = new WorkloadBuilder(count[0]);
        remarks.addAll(
                spec.trace()
                        .instances(
                                row -> {
                                    if (kept(spec, row)) {
                                        add(builder, spec, row, first[0]);
                                    }
                                }));
        return builder.build();
    }

    private static boolean kept(TraceSpec spec, InstanceRow row) {
        return !spec.cpuOnly() || row.gpuMillis() == 0;
    }

    private static void add(
            WorkloadBuilder builder, TraceSpec spec, InstanceRow row, long firstNanos) {
        builder.add(
                row.cpuMillis().orElse(spec.cpuMillis()),
                row.memoryBytes().orElse(spec.memoryBytes()),
                Math.subtractExact(row.arrivesNanos(), firstNanos),
                row.departsNanos() == InstanceRow.NEVER
                        ? Workload.NEVER
                        : Math.subtractExact(row.departsNanos(), firstNanos),
                row.priority(),
                0,
                Workload.NO_GANG);
    }
}
