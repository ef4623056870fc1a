package tare.simulators.backtest;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.Label;
import tare.results.model.Metric;

/**
 * One quantity, foretold and measured.
 *
 * @param quantity for example {@code memory.cgroup at 200}
 * @param metric that it is a figure of
 * @param aim how large an error is hoped for at the most, as a part: 0.05
 */
public record Verdict(
        String quantity,
        String backend,
        BackendClass backendClass,
        SortedSet<Label> labels,
        Metric metric,
        Estimate predicted,
        Estimate measured,
        double aim) {

    public Verdict {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    /** Adds what a cell says of a quantity, unless that is not above noise. */
    static void add(
            String quantity,
            Cell cell,
            Estimate predicted,
            Estimate measured,
            double aim,
            List<Verdict> verdicts,
            List<String> unjudged) {
        String backend = cell.key().backend();
        if (measured.low() <= 0) {
            unjudged.add(
                    quantity
                            + " of "
                            + backend
                            + ": what was measured is not above noise, or its rounds lie too far"
                            + " apart");
            return;
        }
        verdicts.add(
                new Verdict(
                        quantity,
                        backend,
                        cell.backendClass(),
                        cell.labels(),
                        cell.key().metric(),
                        predicted,
                        measured,
                        aim));
    }

    /** What was foretold less what was measured, over that. */
    public double error() {
        return predicted.value() / measured.value() - 1;
    }

    /** The least that it may be: of both intervals the ends that lie apart. */
    public double low() {
        return Math.max(0, predicted.low()) / measured.high() - 1;
    }

    /** The most that it may be. */
    public double high() {
        return predicted.high() / measured.low() - 1;
    }

    /** Whether the error is as small as was hoped for. */
    public boolean met() {
        return Math.abs(error()) <= aim;
    }
}
