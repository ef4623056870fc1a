package tare.results.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tare.results.gate.Amount;
import tare.results.gate.SelfTest;

/** What a gate's test of itself found, as a table. */
public final class SelfTestText {

    private SelfTestText() {}

    /** For a terminal. */
    public static String plain(List<SelfTest> tests) {
        List<List<String>> rows = new ArrayList<>();
        for (SelfTest test : tests) {
            for (SelfTest.Shifted shifted : test.outcomes()) {
                rows.add(
                        List.of(
                                test.cell(),
                                shifted.shift() == 0
                                        ? "none: false alarms"
                                        : Amount.percent(shifted.shift()),
                                share(shifted.failed()),
                                share(shifted.passed()),
                                String.valueOf(test.trials())));
            }
        }
        return "Self-test: stored rounds relabelled, then shifted\n\n"
                + new Rows(List.of("cell", "true shift", "FAIL", "PASS", "trials"), rows).plain();
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
