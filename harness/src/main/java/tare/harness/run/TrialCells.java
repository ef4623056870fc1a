package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.file.Fragment;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.simulators.scenario.Findings;
import tare.simulators.scenario.Isolation;
import tare.simulators.scenario.Trial;

/** What a trial adds to the cells of a result. */
final class TrialCells {

    private static final String POLICY = "policy";
    private static final String RESOURCE = "resource";

    private final String scenario;
    private final Trial trial;
    private final int order;

    /**
     * @param order place of the trial within its round
     */
    TrialCells(String scenario, Trial trial, int order) {
        this.scenario = scenario;
        this.trial = trial;
        this.order = order;
    }

    List<Fragment> of(Findings findings) {
        List<Fragment> cells = new ArrayList<>();
        cells.add(cell(key(Metric.FLEET_HOSTS), findings.hosts()));
        findings.machines()
                .ifPresent(
                        machines ->
                                cells.add(
                                        cell(
                                                key(Metric.FLEET_HOSTS).with("layer", "machines"),
                                                machines)));
        cells.add(cell(key(Metric.FLEET_BOUND), findings.bound()));
        cells.add(cell(key(Metric.FLEET_REJECTED), findings.rejected()));
        CellKey used = key(Metric.FLEET_UTILISATION);
        cells.add(cell(used.with(RESOURCE, "cpu"), findings.cpuShare()));
        cells.add(cell(used.with(RESOURCE, "memory"), findings.memoryShare()));
        CellKey stranded = key(Metric.FLEET_STRANDED);
        cells.add(cell(stranded.with(RESOURCE, "cpu"), findings.strandedCpuShare()));
        cells.add(cell(stranded.with(RESOURCE, "memory"), findings.strandedMemoryShare()));
        return cells;
    }

    private CellKey key(Metric metric) {
        CellKey key =
                CellKey.of(Sweep.EXPERIMENT, trial.technology().name(), scenario, metric)
                        .with(POLICY, trial.plain().policy());
        if (trial.end() != Isolation.End.MIDDLE) {
            key = key.with("overhead", trial.end().id());
        }
        if (trial.factor() != 1) {
            key = key.with("growth", String.format(Locale.ROOT, "%s", trial.factor()));
        }
        return key;
    }

    private Fragment cell(CellKey key, double value) {
        SortedSet<Label> labels = new TreeSet<>(trial.technology().labels());
        labels.add(Label.SIMULATED);
        return Fragment.of(
                key,
                trial.technology().backendClass(),
                Sweep.METHOD,
                labels,
                "",
                new Round(trial.round(), order, new Samples(value)));
    }
}
