package tare.harness.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.Samples;
import tare.simulators.model.CopyOnWrite;

/**
 * What the closed form of copy on write says of the clones that a run has measured, from the plan's
 * hot set and rate and from what an image and a clone at its birth were measured to cost. A model,
 * not a measurement: its cells are labelled {@code simulated}.
 */
public final class DivergenceModel {

    private static final String BY = "by";
    private static final String MODEL = "model";

    /** The findings for every backend whose clones were measured. */
    public List<Finding> of(RunResult measured) {
        List<Finding> findings = new ArrayList<>();
        measured.cells().stream()
                .filter(cell -> cell.key().metric() == Metric.DIVERGENCE_IMAGE)
                .forEach(cell -> add(findings, measured, cell));
        return findings;
    }

    private static void add(List<Finding> findings, RunResult run, Cell imageCell) {
        String backend = imageCell.key().backend();
        List<Cell> readings =
                run.cells().stream()
                        .filter(cell -> cell.key().backend().equals(backend))
                        .filter(cell -> cell.key().metric() == Metric.DIVERGENCE_CLONE)
                        .filter(cell -> age(cell.key()).isPresent())
                        .toList();
        OptionalDouble birth =
                readings.stream()
                        .filter(cell -> age(cell.key()).orElse(-1) == 0)
                        .map(DivergenceModel::median)
                        .findFirst()
                        .orElse(OptionalDouble.empty());
        OptionalDouble image = median(imageCell);
        if (birth.isEmpty() || image.isEmpty()) {
            return;
        }
        long hot = Divergence.hotBytes(run.plan());
        CopyOnWrite model = model(run.plan(), hot, birth.getAsDouble());
        for (Cell cell : readings) {
            double seconds = age(cell.key()).orElse(0) / 1e3;
            CellKey key =
                    DivergenceFindings.key(backend, Metric.DIVERGENCE_MODEL)
                            .with(
                                    DivergenceFindings.AGE,
                                    cell.key()
                                            .parameters()
                                            .getOrDefault(DivergenceFindings.AGE, ""));
            findings.add(found(key, (double) model.cloneBytes(seconds)));
        }
        int clones = Parameters.integer(run.plan(), Divergence.CLONES);
        double level = DivergenceFindings.evenBytes(image.getAsDouble(), 0, clones);
        if (level < hot) {
            // H (1 - e^(-w t / H)) = level
            double seconds =
                    -StrictMath.log1p(-Math.max(0, level) / hot) * hot / model.bytesPerSecond();
            CellKey key =
                    DivergenceFindings.key(backend, Metric.DIVERGENCE_EVEN)
                            .with(DivergenceFindings.CLONES, Integer.toString(clones))
                            .with(BY, MODEL);
            findings.add(found(key, Math.rint(seconds * 1e9)));
        }
    }

    private static CopyOnWrite model(Plan plan, long hotBytes, double birthBytes) {
        return new CopyOnWrite(
                hotBytes,
                hotBytes,
                Parameters.integer(plan, Divergence.RATE) * (double) Divergence.PAGE_BYTES,
                Math.round(Math.max(0, birthBytes)));
    }

    private static OptionalDouble median(Cell cell) {
        return cell.outcome() instanceof Outcome.Measured found
                ? OptionalDouble.of(found.summary().p50())
                : OptionalDouble.empty();
    }

    private static OptionalLong age(CellKey key) {
        String text = key.parameters().getOrDefault(DivergenceFindings.AGE, "");
        return text.matches("[0-9]{1,9}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static Finding found(CellKey key, double value) {
        return new Finding.Found(key, new Round(0, 0, new Samples(value)));
    }
}
