package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.results.statistics.Quantiles;

/** What the samples themselves say against a result. */
final class Doubts {

    /** The instrument may be wrong about a known duration by this much. */
    private static final double CALIBRATION_NANOS = 20_000;

    private static final double TAIL = 0.99;
    private static final double LEVEL = 0.95;

    private Doubts() {}

    static List<Warning> of(RunResult result) {
        List<Warning> doubts = new ArrayList<>();
        int enough = Quantiles.fewestForInterval(TAIL, LEVEL);
        for (Cell cell : result.cells()) {
            if (!(cell.outcome() instanceof Outcome.Measured measured)) {
                continue;
            }
            double median = measured.summary().p50();
            if (cell.key().metric() == Metric.CALIBRATION_ERROR
                    && Math.abs(median) > CALIBRATION_NANOS) {
                doubts.add(
                        new Warning(
                                WarningKind.CALIBRATION,
                                String.format(
                                        Locale.ROOT,
                                        "%s, spin %s: %.1f us",
                                        cell.key().backend(),
                                        cell.key().parameters().get("spin"),
                                        median / 1e3)));
            }
            int count = measured.summary().count();
            if (cell.key().metric() == Metric.STAGE_READY && count < enough) {
                doubts.add(
                        new Warning(
                                WarningKind.FEW_SAMPLES,
                                String.format(
                                        Locale.ROOT,
                                        "%s: %d launches, an interval of p99 needs %d",
                                        cell.key().backend(),
                                        count,
                                        enough)));
            }
        }
        return doubts;
    }
}
