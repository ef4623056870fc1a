package tare.reports.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Metric;
import tare.results.published.CloudSimFigures;
import tare.results.published.KnownDay;

/**
 * Days that were played by CloudSim 3.0.3's rules, beside the figures of CloudSim 3.0.3 itself. A
 * day is known by its content, not by its folder's name.
 */
public final class CloudSimTable {

    private static final String EDITION = "cloudsim-3.0.3";
    private static final int DECIMALS = 5;
    private static final double PERCENT = 100;

    private CloudSimTable() {}

    /**
     * Four figures of each day and policy that CloudSim's are known of; without rows where there is
     * none.
     */
    public static Table of(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (MotionTrial trial : MotionTrial.all(reading)) {
            known(reading, trial).ifPresent(figures -> rows.addAll(rows(trial, figures)));
        }
        return new Table(
                "Beside CloudSim 3.0.3 itself: the same day, policy and "
                        + CloudSimFigures.HOSTS
                        + " hosts, both rounded as its figures are published",
                "day",
                List.of(
                        Column.words("policy"),
                        Column.words("figure"),
                        Column.number("CloudSim 3.0.3"),
                        Column.number("Tare"),
                        Column.number("difference"),
                        Column.words("asked for")),
                rows);
    }

    private static Optional<CloudSimFigures> known(RunReading reading, MotionTrial trial) {
        if (!trial.parameter("edition").equals(EDITION)
                || !reading.days().on(CloudSimFigures.HOSTS)) {
            return Optional.empty();
        }
        return reading.days()
                .digest(trial.energy().key())
                .flatMap(KnownDay::of)
                .flatMap(day -> CloudSimFigures.of(day, trial.parameter("policy")));
    }

    private static List<Row> rows(MotionTrial trial, CloudSimFigures figures) {
        return List.of(
                row(
                        trial,
                        figures,
                        new Side("energy, kWh", DECIMALS, 0.5),
                        figures.energyKwh(),
                        trial.median(Metric.FLEET_ENERGY)),
                row(
                        trial,
                        figures,
                        new Side("migrations", 0, 2),
                        figures.migrations(),
                        trial.median(Metric.FLEET_MIGRATIONS)),
                row(
                        trial,
                        figures,
                        new Side("SLATAH, %", DECIMALS, 5),
                        figures.slatah(),
                        PERCENT * trial.median(Metric.FLEET_SLATAH)),
                row(
                        trial,
                        figures,
                        new Side("PDM, %", DECIMALS, 5),
                        figures.pdm(),
                        PERCENT * trial.median(Metric.FLEET_PDM)));
    }

    /**
     * A figure that both have.
     *
     * @param decimals that CloudSim's is published with
     * @param within per cent of CloudSim's that Tare's may be off
     */
    private record Side(String name, int decimals, double within) {

        private String text(double value) {
            return Double.isFinite(value)
                    ? BigDecimal.valueOf(value)
                            .setScale(decimals, RoundingMode.HALF_UP)
                            .toPlainString()
                    : Measure.NONE;
        }

        /** In per cent of CloudSim's, from what is shown of both; not finite if there is none. */
        private double difference(double theirs, double ours) {
            if (!Double.isFinite(ours)) {
                return Double.NaN;
            }
            double off = Double.parseDouble(text(ours)) - theirs;
            return off == 0 ? 0 : PERCENT * off / theirs;
        }
    }

    private static Row row(
            MotionTrial trial, CloudSimFigures figures, Side side, double theirs, double ours) {
        double difference = side.difference(theirs, ours);
        return Row.of(
                figures.day(),
                Subject.words(trial.energy().labels()),
                List.of(
                        figures.policy(),
                        side.name(),
                        side.text(theirs),
                        side.text(ours),
                        Double.isFinite(difference)
                                ? String.format(Locale.ROOT, "%.3f\u00a0%%", difference)
                                : Measure.NONE,
                        "within "
                                + Measure.PERCENT.brief(side.within())
                                + (Math.abs(difference) <= side.within() ? ": met" : ": missed")));
    }
}
