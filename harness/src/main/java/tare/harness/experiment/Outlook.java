package tare.harness.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.Samples;
import tare.simulators.catalogue.Technology;
import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.scenario.Density;
import tare.simulators.scenario.DensityOutlook;

/**
 * How many hosts like this one a fleet would need with each backend, from the memory per instance
 * that this run measured. A model, not a measurement: its cells are labelled {@code simulated}.
 */
public final class Outlook {

    public static final String NAME = "outlook";

    /** Raised when the model's meaning changes. */
    public static final int METHOD = 1;

    private static final String WORKLOAD = "services-10000";
    private static final String POLICY = "policy";

    /** The findings for every backend whose memory was measured; none if the host's is unknown. */
    public List<Finding> of(RunResult measured) {
        String memory = measured.host().values().getOrDefault(HostFact.MEMORY_TOTAL_BYTES, "");
        if (!memory.matches("[0-9]{1,18}")) {
            return List.of();
        }
        List<Technology> technologies =
                measured.cells().stream()
                        .filter(cell -> cell.key().metric() == Metric.MEMORY_INSTANCE)
                        .filter(cell -> cell.key().parameters().isEmpty())
                        .sorted(Comparator.comparing(Cell::key))
                        .filter(cell -> overheadBytes(cell) > 0)
                        .map(
                                cell ->
                                        new Technology(
                                                cell.key().backend(),
                                                overheadBytes(cell),
                                                List.copyOf(cell.labels())))
                        .toList();
        Workload services =
                WorkloadSpec.Drawn.usual().draw(measured.plan().seed(), Outlook::noTrace);
        HostType host = HostType.of(Long.parseLong(memory));
        List<Finding> findings = new ArrayList<>();
        for (Density density : DensityOutlook.of(host, services, technologies)) {
            add(findings, density);
        }
        return findings;
    }

    private static Workload noTrace(WorkloadSpec.Recorded recorded) {
        throw new IllegalStateException("the outlook reads no trace, nor " + recorded.name());
    }

    private static void add(List<Finding> findings, Density density) {
        String backend = density.technology().name();
        for (Density.PolicyHosts hosts : density.hosts()) {
            CellKey key = key(backend, Metric.FLEET_HOSTS).with(POLICY, hosts.policy());
            findings.add(found(key, hosts.hosts()));
        }
        findings.add(found(key(backend, Metric.FLEET_BOUND), density.bound()));
        findings.add(found(key(backend, Metric.FLEET_REJECTED), density.rejected()));
    }

    /** Whole bytes; 0 where nothing was measured, or noise swallowed it. */
    private static long overheadBytes(Cell cell) {
        return cell.outcome() instanceof Outcome.Measured cells
                ? Math.max(0, Math.round(cells.summary().p50()))
                : 0;
    }

    private static Finding found(CellKey key, double value) {
        return new Finding.Found(key, new Round(0, 0, new Samples(value)));
    }

    private static CellKey key(String backend, Metric metric) {
        return CellKey.of(NAME, backend, WORKLOAD, metric);
    }
}
