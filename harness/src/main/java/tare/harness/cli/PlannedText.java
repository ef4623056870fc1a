package tare.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tare.results.model.Label;
import tare.simulators.plan.Answer;
import tare.simulators.plan.Figures;
import tare.simulators.plan.Kept;
import tare.simulators.plan.Nearness;
import tare.simulators.plan.Question;
import tare.simulators.plan.Rival;
import tare.simulators.plan.Technology;
import tare.simulators.plan.TechnologyPlan;
import tare.simulators.sla.Sla;
import tare.simulators.storm.StartTimes;

/** A plan's answer for people. */
final class PlannedText {

    private static final double PERCENT = 100;

    private final Question question;
    private final StringBuilder text = new StringBuilder();

    PlannedText(Question question) {
        this.question = question;
    }

    /** The whole answer. */
    String of(Answer answer) {
        answer.chosen().ifPresentOrElse(chosen -> chosen(answer, chosen), () -> infeasible(answer));
        if (!answer.rivals().isEmpty()) {
            line("");
            line(answer.chosen().isPresent() ? "Why the others lose:" : "By technology:");
            answer.rivals().forEach(this::rival);
        }
        line("");
        text.append(inputs());
        return text.toString();
    }

    private void chosen(Answer answer, TechnologyPlan chosen) {
        Kept best = chosen.best().orElseThrow();
        Figures figures = best.figures();
        line(
                "Cheapest: %s: %d hosts%s, %s an hour%s",
                figures.choice().words(),
                figures.hosts() + question.spares(),
                question.spares() == 0 ? "" : " (" + question.spares() + " of them spare)",
                money(best.cost()),
                best.low() == best.high()
                        ? ", the same in all draws"
                        : " (" + money(best.low()) + " to " + money(best.high()) + ")");
        answer.rivals().stream()
                .filter(rival -> !Double.isNaN(rival.margin()))
                .findFirst()
                .ifPresentOrElse(this::margin, () -> line("No other technology keeps the SLA."));
        line(
                "Lower bound: %s an hour for anything within the SLA%s",
                money(answer.bound()),
                answer.gap() < 1e-9
                        ? ": this is the least possible"
                        : String.format(
                                Locale.ROOT, "; this is %.1f %% above it", PERCENT * answer.gap()));
        line(
                answer.whole()
                        ? "Exact: each of the %d choices was judged or excluded by a bound"
                                + " (%d judged)."
                        : "Not exact: of %d choices %d were judged before the search was cut short;"
                                + " the gap is the distance to the bound.",
                count(answer, true),
                count(answer, false));
        line("");
        line("The SLA, what is reached, and what the cost would be without the promise:");
        for (Sla sla : question.slas()) {
            double saved = answer.binding().getOrDefault(sla, 0.0);
            line(
                    "  %-24s %-18s %s",
                    sla.text(),
                    reached(figures, sla),
                    saved > 0
                            ? String.format(
                                    Locale.ROOT,
                                    "binds: %s (%.1f %% less)",
                                    money(best.cost() * (1 - saved)),
                                    PERCENT * saved)
                            : "costs nothing");
        }
        line(
                "Short work takes %s in the busiest hour on the fullest host.",
                Double.isInfinite(figures.latencyFactor())
                        ? "ever longer"
                        : String.format(
                                Locale.ROOT, "%.2f times as long", figures.latencyFactor()));
    }

    private void margin(Rival second) {
        line(
                Math.abs(second.margin()) < 1e-9
                        ? "Margin: none: %s costs the same%s; the first leaves more memory free."
                        : "Margin: %s costs %s more%s.",
                second.plan().technology().name(),
                Math.abs(second.margin()) < 1e-9
                        ? range(second)
                        : String.format(Locale.ROOT, "%.1f %%", PERCENT * second.margin()),
                Math.abs(second.margin()) < 1e-9 ? "" : range(second));
    }

    private static String range(Rival rival) {
        return rival.low() == rival.high()
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (%.1f to %.1f %%%s)",
                        PERCENT * rival.low(),
                        PERCENT * rival.high(),
                        rival.low() < 0 ? ": the draws do not tell them apart" : "");
    }

    private void infeasible(Answer answer) {
        line("No choice keeps the SLA.");
        if (answer.nearest().isEmpty()) {
            line("Several promises cannot be kept at once, whichever one is given up.");
        }
        answer.nearest()
                .forEach(
                        (sla, value) ->
                                line(
                                        "  With all else as it is, instead of %s the nearest is %s",
                                        sla.text(), Nearness.text(sla, value)));
    }

    private void rival(Rival rival) {
        line(
                "  %-14s %-12s %s",
                rival.plan().technology().name(),
                Double.isNaN(rival.margin())
                        ? "-"
                        : money(rival.plan().best().orElseThrow().cost()),
                rival.why());
    }

    /** What everything rests on. */
    String inputs() {
        StringBuilder inputs = new StringBuilder("Rests on:\n");
        for (Technology each : question.technologies()) {
            inputs.append(
                    String.format(
                            Locale.ROOT,
                            "  %-14s %9s an instance: %s; starts: %s; CPU x%.3f: %s%n",
                            each.name(),
                            Quantity.bytes((double) each.isolation().memory().bytes()),
                            each.isolation().source(),
                            each.starts().map(PlannedText::starts).orElse("not known"),
                            each.cpuFactor(),
                            each.cpuSource()));
        }
        inputs.append(
                "  Interference between neighbours was not measured: they are taken to share cores"
                        + " evenly.\n");
        return inputs.toString();
    }

    private static String starts(StartTimes times) {
        List<String> labels = new ArrayList<>();
        for (Label label : times.labels()) {
            labels.add(label.id());
        }
        List<Double> sorted = times.nanos().stream().sorted().toList();
        return times.source()
                + ", median "
                + Quantity.nanos(sorted.get(sorted.size() / 2))
                + (times.curve().size() < 2 ? ", at once by shared cores" : ", at once as measured")
                + (labels.isEmpty() ? "" : " [" + String.join(", ", labels) + "]");
    }

    private String reached(Figures figures, Sla sla) {
        if (sla instanceof Sla.Isolation) {
            return figures.choice().technology().strength().id();
        }
        return figures.reached(sla, question.starts())
                .map(value -> value == 0 ? "0" : value(sla, value))
                .orElse("N+" + question.spares());
    }

    private static String value(Sla sla, double value) {
        String words = Nearness.text(sla, value);
        return words.substring(words.indexOf('=') + 1);
    }

    private static int count(Answer answer, boolean all) {
        int sum = 0;
        List<TechnologyPlan> plans = new ArrayList<>();
        answer.chosen().ifPresent(plans::add);
        answer.rivals().forEach(rival -> plans.add(rival.plan()));
        for (TechnologyPlan plan : plans) {
            sum += all ? plan.choices() : plan.judged();
        }
        return sum;
    }

    private static String money(double cost) {
        return String.format(Locale.ROOT, "%.2f", cost);
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
