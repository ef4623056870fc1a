package tare.harness.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tare.harness.storm.Arrivals;
import tare.results.failure.UsageError;
import tare.results.model.CellKey;
import tare.results.model.Plan;

/**
 * One load of a storm: starts per second as they are given, or a share of what the launchers can do
 * as fast as they can.
 *
 * @param name of the parameter in cells: {@code rate} or {@code load}
 * @param word its value there
 * @param perSecond starts per second, or 0 where it is a share
 * @param share of the closed loop's rate, or 0
 */
record StormLoad(Arrivals arrivals, String name, String word, double perSecond, double share) {

    private static final String AUTO = "auto";
    private static final double PERCENT = 100;

    /** Shares in percent; the last are beyond what a closed loop keeps up with. */
    private static final List<Integer> SHARES = List.of(25, 50, 70, 80, 90, 100, 110);

    /** Those of a backend of whose launches a step sees but a few. */
    private static final List<Integer> FEW_SHARES = List.of(50, 80, 100);

    /** Where other arrivals than Poisson's are shown. */
    private static final int OTHERS_AT = 80;

    /**
     * The loads of a plan, in the order in which they are played.
     *
     * @param slow whether a step has no time for many launches of this backend
     * @throws UsageError if the plan says something else
     */
    static List<StormLoad> of(Plan plan, String backend, boolean slow) {
        List<StormLoad> loads = new ArrayList<>();
        String rates = Parameters.text(plan, Storm.RATES, backend);
        List<Arrivals> arrivals = arrivals(plan, backend);
        if (!rates.equals(AUTO)) {
            for (String rate : rates.split(",", -1)) {
                double perSecond = positive(rate);
                arrivals.forEach(
                        each -> loads.add(new StormLoad(each, "rate", rate, perSecond, 0)));
            }
            return loads;
        }
        for (int percent : slow ? FEW_SHARES : SHARES) {
            for (Arrivals each : arrivals) {
                if (each == arrivals.get(0) || (percent == OTHERS_AT && !slow)) {
                    loads.add(new StormLoad(each, "load", percent + "%", 0, percent / PERCENT));
                }
            }
        }
        return loads;
    }

    private static List<Arrivals> arrivals(Plan plan, String backend) {
        String words = Parameters.text(plan, Storm.ARRIVALS, backend);
        return Arrays.stream(words.split(",", -1))
                .map(
                        word ->
                                Arrivals.of(word)
                                        .orElseThrow(
                                                () ->
                                                        new UsageError(
                                                                "there are no such arrivals",
                                                                Storm.ARRIVALS,
                                                                "it is '" + word + "'",
                                                                "poisson, constant and burst are"
                                                                        + " known")))
                .toList();
    }

    private static double positive(String text) {
        if (text.matches("[0-9]{1,7}(\\.[0-9]{1,3})?") && Double.parseDouble(text) > 0) {
            return Double.parseDouble(text);
        }
        throw new UsageError(
                "this is no rate of starts per second",
                Storm.RATES,
                "it is '" + text + "'",
                "--rate 100,200, or --rate auto");
    }

    /** Starts per second, given what the launchers can do. */
    double perSecond(double closed) {
        return share == 0 ? perSecond : share * closed;
    }

    /** A cell's key with what tells this load from the others. */
    CellKey on(CellKey key) {
        return key.with("arrivals", arrivals.id()).with(name, word);
    }
}
