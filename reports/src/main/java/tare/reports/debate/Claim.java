package tare.reports.debate;

import java.util.List;

/**
 * A claim of the debate with its rule.
 *
 * @param said the claim, a sentence
 * @param by who said so
 * @param tests what must hold; empty for a claim that no figure of Tare's can judge
 * @param section id of the page's part with the figures
 * @param needed what would have to be measured
 * @param note what the verdict leaves open; may be empty
 */
public record Claim(
        String id,
        String said,
        String by,
        List<Test> tests,
        String section,
        String needed,
        String note) {

    public Claim {
        tests = List.copyOf(tests);
    }

    /** One condition of a claim. */
    public sealed interface Test {

        /** {@code *} for any. */
        String experiment();

        /** As written in result files, or {@link #MEAN}. */
        String metric();

        /** Whether the claim can be judged without it. */
        boolean optional();

        /**
         * Every pair of the two sides has a ratio, left over right, on one side of a factor.
         *
         * @param below whether the ratio must be smaller than the factor
         */
        record Pairs(
                String experiment,
                String metric,
                Side left,
                boolean below,
                Side right,
                double factor,
                boolean optional)
                implements Test {}

        /** There is a figure at all, where an absent one means that none was found. */
        record Found(String experiment, String metric, boolean optional) implements Test {}
    }

    /** The geometric mean of overhead ratios, which no result file has as a metric of its own. */
    static final String MEAN = "overhead.mean";
}
