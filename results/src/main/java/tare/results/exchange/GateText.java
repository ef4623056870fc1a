package tare.results.exchange;

import java.util.ArrayList;
import java.util.List;
import tare.results.comparison.Difference;
import tare.results.gate.Amount;
import tare.results.gate.GateLine;
import tare.results.gate.GateReport;
import tare.results.gate.LimitLine;
import tare.results.gate.Verdict;
import tare.results.model.Unit;

/** What a gate found, in words: for a terminal, and as Markdown for a comment on a change. */
public final class GateText {

    /** More rows of a comment are folded. */
    private static final int MOST_ROWS = 20;

    private static final int NEVER = Integer.MAX_VALUE;

    private GateText() {}

    /** For a terminal. */
    public static String plain(GateReport report) {
        StringBuilder text = new StringBuilder();
        text.append("Gate: ").append(headline(report)).append('\n');
        report.troubles().forEach(trouble -> text.append("  ! ").append(trouble).append('\n'));
        for (Difference difference : report.differences()) {
            text.append("  ").append(difference.sentence()).append('\n');
        }
        for (GateLine line : report.lines()) {
            text.append('\n').append(sign(line)).append(' ').append(line.name());
            text.append(line.gated() ? "" : " (not gated)").append('\n');
            text.append("    ").append(line.judgement().reason()).append('\n');
            details(line).forEach(detail -> text.append("    ").append(detail).append('\n'));
        }
        for (LimitLine limit : report.limits()) {
            text.append('\n').append(limit.verdict().sign()).append(' ');
            text.append(limit.verdict().word()).append(' ').append(name(limit)).append('\n');
            text.append("    ").append(limit.reason()).append('\n');
        }
        return text.append("\nRepeat: ").append(report.repeat()).append('\n').toString();
    }

    /** For a comment on a change: the worst first, what is over 20 rows folded. */
    public static String markdown(GateReport report) {
        StringBuilder text = new StringBuilder("### Tare gate: ");
        text.append(Rows.escaped(headline(report))).append("\n\n");
        report.troubles().forEach(t -> text.append("- ! ").append(Rows.escaped(t)).append('\n'));
        report.differences()
                .forEach(d -> text.append("- ").append(Rows.escaped(d.sentence())).append('\n'));
        List<List<String>> rows = new ArrayList<>();
        report.lines().forEach(line -> rows.add(row(line)));
        report.limits().forEach(limit -> rows.add(row(limit)));
        if (!rows.isEmpty()) {
            int shown = Math.min(MOST_ROWS, rows.size());
            text.append('\n').append(table(rows.subList(0, shown)));
            if (shown < rows.size()) {
                text.append("\n<details><summary>").append(rows.size() - shown);
                text.append(" more</summary>\n\n");
                text.append(table(rows.subList(shown, rows.size()))).append("\n</details>\n");
            }
        }
        return text.append("\nRepeat: `")
                .append(report.repeat().replace('`', '\''))
                .append("`\n")
                .toString();
    }

    /** The verdict, and how many of each. */
    static String headline(GateReport report) {
        StringBuilder text = new StringBuilder(report.verdict().word());
        String separator = " - ";
        for (Verdict verdict : Verdict.values()) {
            long count = report.count(verdict);
            if (count > 0) {
                text.append(separator).append(count).append(' ').append(verdict.word());
                separator = ", ";
            }
        }
        return text.append(", alpha ").append(report.alpha()).toString();
    }

    /** All that stands behind a line's verdict, a sentence each. */
    static List<String> details(GateLine line) {
        List<String> details = new ArrayList<>();
        line.figures().ifPresent(figures -> figures(line, figures, details));
        line.waiver()
                .ifPresent(
                        waiver ->
                                details.add(
                                        "waived until "
                                                + waiver.expires()
                                                + ": "
                                                + waiver.reason()));
        if (!line.notes().isEmpty()) {
            details.add("note: " + String.join(", ", line.notes()));
        }
        return details;
    }

    private static void figures(GateLine line, GateLine.Figures figures, List<String> details) {
        Unit unit = line.key().metric().unit();
        var sides = figures.sides();
        var worse = figures.worse();
        details.add(
                Amount.text(sides.reference(), unit)
                        + " against "
                        + Amount.text(sides.other(), unit)
                        + ", ratio (above 1 is worse) "
                        + Documents.ratio(worse)
                        + ", p "
                        + Documents.chance(worse.p())
                        + (line.gated() ? ", by Holm " : ", by BH ")
                        + Documents.chance(line.adjustedP()));
        details.add(
                "rounds "
                        + worse.referenceRounds()
                        + "/"
                        + worse.otherRounds()
                        + (worse.paired() ? " paired" : " apart")
                        + ", samples "
                        + sides.referenceSamples()
                        + "/"
                        + sides.otherSamples()
                        + ", noise floor "
                        + (figures.threshold().floor() >= 0
                                ? Documents.share(figures.threshold().floor())
                                : "unknown (no second arm)"));
        details.add(
                "detectable "
                        + Documents.share(figures.detectable())
                        + "; a true shift of S95 = "
                        + Documents.share(figures.smallestFailing())
                        + " fails 95 times in 100; a shift of 5 % would need "
                        + (figures.roundsForFive() == NEVER
                                ? "a smaller minimum effect"
                                : figures.roundsForFive() + " rounds"));
    }

    private static String sign(GateLine line) {
        Verdict verdict = line.judgement().verdict();
        return verdict.sign()
                + " "
                + verdict.word()
                + (verdict == Verdict.FAIL && line.waiver().isPresent() ? " (waived)" : "");
    }

    private static String name(LimitLine limit) {
        return limit.key().experiment()
                + "/"
                + limit.key().backend()
                + "/"
                + limit.limit().selector().text();
    }

    private static List<String> row(GateLine line) {
        String ratio = line.figures().map(f -> Documents.ratio(f.worse())).orElse("");
        String limit = line.figures().map(f -> Amount.percent(f.threshold().share())).orElse("");
        return List.of(
                sign(line),
                line.name() + (line.gated() ? "" : " (not gated)"),
                ratio,
                line.figures().isPresent() ? Documents.chance(line.adjustedP()) : "",
                limit,
                line.judgement().reason());
    }

    private static List<String> row(LimitLine limit) {
        return List.of(
                limit.verdict().sign() + " " + limit.verdict().word(),
                name(limit),
                "",
                "",
                Amount.text(limit.limit().amount(), limit.key().metric().unit()),
                limit.reason());
    }

    private static String table(List<List<String>> rows) {
        return new Rows(
                        List.of(
                                "verdict",
                                "cell",
                                "ratio (95 %)",
                                "adjusted p",
                                "threshold",
                                "why"),
                        rows)
                .markdown();
    }
}
