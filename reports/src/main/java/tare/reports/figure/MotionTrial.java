package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tare.reports.figure.Table.Row;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Round;

/** One day by one policy in one edition. */
record MotionTrial(Subject subject, Cell energy, RunReading reading) {

    private static final String EXPERIMENT = "simulate";

    /** All that have a figure, in the order of the cells. */
    static List<MotionTrial> all(RunReading reading) {
        List<MotionTrial> trials = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(EXPERIMENT, subject, Metric.FLEET_ENERGY)) {
                if (RunReading.measured(cell).isPresent()) {
                    trials.add(new MotionTrial(subject, cell, reading));
                }
            }
        }
        return trials;
    }

    String parameter(String name) {
        return energy.key().parameters().getOrDefault(name, "");
    }

    String name(boolean editions) {
        SortedMap<String, String> parameters = energy.key().parameters();
        List<String> words = new ArrayList<>(List.of(parameter("policy")));
        if (parameters.containsKey("trace")) {
            words.add(parameter("trace"));
        }
        if (editions) {
            words.add(parameter("edition"));
        }
        return String.join(", ", words);
    }

    Optional<Cell> other(Metric metric) {
        CellKey key = energy.key();
        CellKey wanted =
                new CellKey(
                        key.experiment(), key.backend(), key.workload(), metric, key.parameters());
        return reading.cells(EXPERIMENT, subject, metric).stream()
                .filter(cell -> cell.key().equals(wanted))
                .findFirst();
    }

    double median(Metric metric) {
        return other(metric)
                .flatMap(RunReading::measured)
                .map(measured -> measured.summary().p50())
                .orElse(Double.NaN);
    }

    /** The samples of the first repeat. */
    double[] course(Metric metric) {
        return other(metric)
                .flatMap(RunReading::measured)
                .flatMap(measured -> measured.rounds().stream().findFirst())
                .map(Round::samples)
                .map(samples -> samples.values())
                .orElse(new double[0]);
    }

    Row row(boolean editions, List<String> cells) {
        return Row.of(name(editions), Subject.words(energy.labels()), cells);
    }
}
