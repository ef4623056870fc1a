package tare.harness.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tare.harness.backend.Rung;
import tare.harness.fork.LadderMain;
import tare.harness.fork.RungSamples;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.statistics.Quantiles;

/** What a climb says of each rung, of each layer, and of how layers go together. */
final class LadderFindings {

    static final String WORKLOAD = "probe";

    /** The layer of the lowest rung. */
    static final String NONE = "none";

    private static final String WAY = "way";
    private static final String LAYER = "layer";

    /** The rung's place from the lowest, 0: what a reader orders by. */
    private static final String RUNG = "rung";

    private static final String BESIDE = "beside";

    private final Step step;
    private final int beside;

    /** Of a climb that nothing else lived beside. */
    LadderFindings(Step step) {
        this(step, 0);
    }

    /**
     * @param beside how many more instances lived meanwhile; their climb has cells of its own
     */
    LadderFindings(Step step, int beside) {
        this.step = step;
        this.beside = beside;
    }

    /** The findings of one round. */
    List<Finding> of(List<RungSamples> rungs) {
        List<Finding> findings = new ArrayList<>();
        List<RungSamples> forward = way(rungs, Rung.Way.FORWARD);
        Map<String, Double> costs = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < forward.size(); place++) {
            RungSamples rung = forward.get(place);
            String layer = layer(rung);
            places.put(layer, place);
            findings.add(time(rung, place));
            if (place > 0 && measured(rung) && measured(forward.get(place - 1))) {
                double cost = median(rung) - median(forward.get(place - 1));
                costs.put(layer, cost);
                findings.add(found(key(Metric.LADDER_COST, rung, place), cost));
            }
        }
        RungSamples top = forward.get(forward.size() - 1);
        for (RungSamples rung : way(rungs, Rung.Way.WITHOUT)) {
            String meant = rung.layers().get(0);
            int place = places.getOrDefault(meant, 0);
            findings.add(time(rung, place));
            if (measured(rung) && measured(top)) {
                double cost = median(top) - median(rung);
                findings.add(found(key(Metric.LADDER_COST, rung, place), cost));
                together(rung, costs)
                        .ifPresent(
                                sum ->
                                        findings.add(
                                                found(
                                                        key(Metric.LADDER_INTERACTION, rung, place),
                                                        cost - sum)));
            }
        }
        return findings;
    }

    /** What the layers that a rung lacks cost where they stand in the ladder. */
    private static OptionalDouble together(RungSamples rung, Map<String, Double> costs) {
        return rung.layers().stream().allMatch(costs::containsKey)
                ? OptionalDouble.of(
                        rung.layers().stream()
                                .mapToDouble(layer -> costs.getOrDefault(layer, 0.0))
                                .sum())
                : OptionalDouble.empty();
    }

    private static List<RungSamples> way(List<RungSamples> rungs, Rung.Way way) {
        return rungs.stream().filter(rung -> rung.way() == way).toList();
    }

    private static boolean measured(RungSamples rung) {
        return rung.nanos().length > 0 && rung.why().isEmpty();
    }

    private static double median(RungSamples rung) {
        return Quantiles.median(Arrays.stream(rung.nanos()).asDoubleStream().toArray());
    }

    private Finding time(RungSamples rung, int place) {
        CellKey key =
                rung.layers().equals(List.of(LadderMain.WHOLE))
                        ? plain(Metric.LADDER_TIME)
                        : key(Metric.LADDER_TIME, rung, place);
        return measured(rung)
                ? found(key, Arrays.stream(rung.nanos()).asDoubleStream().toArray())
                : new Finding.Missing(
                        key, new Outcome.Absent(Outcome.Kind.FAILED, rung.why(), rung.remedy()));
    }

    private CellKey key(Metric metric, RungSamples rung, int place) {
        return plain(metric)
                .with(WAY, rung.way().name().toLowerCase(Locale.ROOT))
                .with(LAYER, layer(rung))
                .with(RUNG, String.format(Locale.ROOT, "%02d", place));
    }

    /** The cell of a backend that is not taken apart, and what the others' begin with. */
    CellKey plain(Metric metric) {
        CellKey key = CellKey.of(Ladder.NAME, step.backend(), WORKLOAD, metric);
        return beside == 0 ? key : key.with(BESIDE, Integer.toString(beside));
    }

    private static String layer(RungSamples rung) {
        return rung.layers().isEmpty() ? NONE : String.join("+", rung.layers());
    }

    private Finding found(CellKey key, double... values) {
        return new Finding.Found(key, new Round(step.round(), step.order(), new Samples(values)));
    }
}
