package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tare.results.file.Fragment;
import tare.results.file.RunJournal;
import tare.results.file.StepRecord;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.model.Unit;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.simulators.backtest.Backtest;
import tare.simulators.backtest.Estimate;
import tare.simulators.backtest.Verdict;

/** A back-test as a result: what was foretold, what was measured, and how far apart they lie. */
public final class BacktestCells {

    /** The name in steps and cells. */
    public static final String EXPERIMENT = "backtest";

    /** Raised when the models' meaning changes. */
    public static final int METHOD = 1;

    private static final String WORKLOAD = "probe";
    private static final String END = "end";

    private BacktestCells() {}

    /** The plan: which results were set against each other. */
    public static Plan plan(RunResult small, RunResult large, Backtest backtest) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("backtest.small", small.id());
        parameters.put("backtest.large", large.id());
        parameters.put("backtest.upto", Integer.toString(backtest.most()));
        TreeSet<String> backends = new TreeSet<>();
        backtest.verdicts().forEach(verdict -> backends.add(verdict.backend()));
        List<Step> steps = new ArrayList<>();
        for (String backend : backends) {
            steps.add(new Step(0, steps.size(), EXPERIMENT, backend));
        }
        return new Plan(
                large.plan().seed(),
                large.plan().profile(),
                List.of(EXPERIMENT),
                List.copyOf(backends),
                1,
                parameters,
                steps);
    }

    /** Writes it down, whole. */
    public static RunResult record(Backtest backtest, RunJournal journal) {
        for (Step step : journal.header().plan().steps()) {
            List<Fragment> cells = new ArrayList<>();
            for (Verdict verdict : backtest.verdicts()) {
                if (verdict.backend().equals(step.backend())) {
                    add(cells, verdict, step.order());
                }
            }
            journal.append(new StepRecord(step, cells, List.of()));
        }
        List<Warning> warnings = new ArrayList<>();
        for (String why : backtest.unjudged()) {
            warnings.add(new Warning(WarningKind.DISCARDED, why));
        }
        return journal.finish(RunState.COMPLETE, journal.header().host(), warnings);
    }

    private static void add(List<Fragment> cells, Verdict verdict, int order) {
        CellKey error = key(verdict, Metric.BACKTEST_ERROR);
        SortedSet<Label> labels = new TreeSet<>(verdict.labels());
        labels.add(Label.SIMULATED);
        cells.add(cell(verdict, error, labels, verdict.error(), order));
        cells.add(cell(verdict, error.with(END, "low"), labels, verdict.low(), order));
        cells.add(cell(verdict, error.with(END, "high"), labels, verdict.high(), order));
        cells.add(cell(verdict, error.with(END, "aim"), labels, verdict.aim(), order));
        side(cells, verdict, "predicted", verdict.predicted(), labels, order);
        side(cells, verdict, "measured", verdict.measured(), verdict.labels(), order);
    }

    private static void side(
            List<Fragment> cells,
            Verdict verdict,
            String side,
            Estimate estimate,
            SortedSet<Label> labels,
            int order) {
        boolean whole =
                verdict.metric().unit() == Unit.NANOSECONDS
                        || verdict.metric().unit() == Unit.BYTES;
        double value = whole ? Math.rint(estimate.value()) : estimate.value();
        cells.add(
                cell(
                        verdict,
                        key(verdict, verdict.metric()).with("side", side),
                        labels,
                        value,
                        order));
    }

    private static CellKey key(Verdict verdict, Metric metric) {
        return CellKey.of(EXPERIMENT, verdict.backend(), WORKLOAD, metric)
                .with("quantity", verdict.quantity());
    }

    private static Fragment cell(
            Verdict verdict, CellKey key, SortedSet<Label> labels, double value, int order) {
        return Fragment.of(
                key,
                verdict.backendClass(),
                METHOD,
                labels,
                "",
                new Round(0, order, new Samples(value)));
    }
}
