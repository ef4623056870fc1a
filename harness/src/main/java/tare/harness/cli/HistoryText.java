package tare.harness.cli;

import java.util.Locale;
import tare.results.gate.Amount;
import tare.results.gate.Selector;
import tare.results.history.History;
import tare.results.history.Trend;
import tare.results.model.Unit;
import tare.results.statistics.ChangePoint;

/** A history for a terminal. */
final class HistoryText {

    private static final int MOST_TROUBLES = 5;

    private HistoryText() {}

    static String of(History history, int newest) {
        StringBuilder text = new StringBuilder();
        long hosts = history.trends().stream().map(Trend::fingerprint).distinct().count();
        text.append(counted(history.results(), "result")).append(", ");
        text.append(counted(history.trends().size(), "figure")).append(" of ");
        text.append(counted(hosts, "host")).append('\n');
        history.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        history.troubles().stream()
                .limit(MOST_TROUBLES)
                .forEach(trouble -> text.append("no result: ").append(trouble).append('\n'));
        if (history.troubles().size() > MOST_TROUBLES) {
            text.append("no result: ").append(history.troubles().size() - MOST_TROUBLES);
            text.append(" more files\n");
        }
        String host = "";
        for (Trend trend : history.trends()) {
            if (!trend.fingerprint().equals(host)) {
                host = trend.fingerprint();
                text.append("\nHost ").append(start(host, 12)).append(": ");
                text.append(trend.hostLine()).append('\n');
            }
            trend(text, trend, newest);
        }
        return text.toString();
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static void trend(StringBuilder text, Trend trend, int newest) {
        Unit unit = trend.key().metric().unit();
        text.append("  ").append(name(trend)).append(": ");
        text.append(counted(trend.points().size(), "result")).append(", ");
        text.append(Amount.text(trend.points().get(trend.points().size() - 1).value(), unit));
        text.append(" in the newest");
        if (!trend.longEnough()) {
            text.append("; fewer than ten cannot tell a change from noise\n");
            return;
        }
        text.append(trend.changes().isEmpty() ? "; no change of level\n" : "\n");
        for (int i = 0; i < trend.changes().size(); i++) {
            ChangePoint change = trend.changes().get(i);
            Trend.Point first = trend.points().get(change.index());
            boolean counts = i + 1 == trend.changes().size() && trend.worsened(newest);
            text.append("    ").append(first.createdAt()).append(' ');
            text.append(start(first.id(), 12)).append(" (tare ").append(first.version());
            text.append("): ").append(Amount.text(change.before(), unit)).append(" -> ");
            text.append(Amount.text(change.after(), unit));
            text.append(String.format(Locale.ROOT, ", %+.1f %%", change.share() * 100));
            text.append(", p ").append(chance(change.p()));
            text.append(trend.worse(change) ? ", worse" : "");
            text.append(counts ? ", and lately\n" : "\n");
        }
    }

    static String name(Trend trend) {
        StringBuilder name = new StringBuilder();
        name.append(trend.key().experiment()).append('/').append(trend.key().backend());
        name.append('/').append(trend.key().metric().id());
        name.append(':').append(Selector.quantileName(trend.quantile()));
        trend.key()
                .parameters()
                .forEach((k, v) -> name.append(' ').append(k).append('=').append(v));
        return name.toString();
    }

    private static String chance(double p) {
        return p < 1e-4 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    private static String start(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
