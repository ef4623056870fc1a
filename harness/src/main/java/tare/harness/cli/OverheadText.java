package tare.harness.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tare.harness.experiment.Finding;
import tare.harness.experiment.InstrumentProof;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

/** What a run says of overhead on the terminal. */
final class OverheadText {

    private OverheadText() {}

    /** For the line of a backend that is done: how many of its cells have figures. */
    static String summary(List<Finding> findings) {
        long measured =
                findings.stream()
                        .filter(Finding.Found.class::isInstance)
                        .map(Finding::key)
                        .filter(key -> key.metric() == Metric.OVERHEAD_SCORE)
                        .distinct()
                        .count();
        return measured == 0 ? "" : String.format(Locale.ROOT, " %d workloads measured", measured);
    }

    /** For the end: the instrument's own proof, and how much of the time was no measuring. */
    static List<String> lines(RunResult result) {
        List<String> lines = new ArrayList<>();
        InstrumentProof.of(result.cells())
                .forEach(proof -> lines.add("proof: " + proof.sentence()));
        double[] unmeasured =
                result.cells().stream()
                        .filter(cell -> cell.key().metric() == Metric.HOST_UNMEASURED)
                        .map(Cell::outcome)
                        .filter(Outcome.Measured.class::isInstance)
                        .flatMap(outcome -> ((Outcome.Measured) outcome).rounds().stream())
                        .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                        .toArray();
        if (unmeasured.length > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "overhead: %.0f %% of the time of JMH's steps was not measuring, but"
                                    + " starting, staging and ending JVMs",
                            100 * Arrays.stream(unmeasured).average().orElseThrow()));
        }
        return lines;
    }
}
