package tare.simulators.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.simulators.sla.Sla;

/** Why a technology was not chosen. */
final class Reasons {

    private static final double PERCENT = 100;
    private static final double MEBIBYTE = 1 << 20;
    private static final double SAME = 1e-9;

    private Reasons() {}

    /** Why it cannot run services at all, or its figures are not its own; empty if it can. */
    static Optional<String> usable(Technology technology) {
        if (technology.isolation().backendClass() == BackendClass.BARE_GUEST) {
            return Optional.of("a bare guest has no operating system for services to run on");
        }
        for (Label label : technology.isolation().labels()) {
            if (label.rankedApart()) {
                return Optional.of(
                        "measured as "
                                + label.id()
                                + ": the figures are not those of the technology itself");
            }
        }
        return Optional.empty();
    }

    /** The same, or why it is too weak. */
    static Optional<String> barred(Question question, Technology technology) {
        Optional<String> unusable = usable(technology);
        if (unusable.isPresent()) {
            return unusable;
        }
        return technology.strength().atLeast(Answer.strength(question))
                ? Optional.empty()
                : Optional.of(
                        "keeps instances apart as a "
                                + technology.strength().id()
                                + ", at least a "
                                + Answer.strength(question).id()
                                + " is asked for");
    }

    static Rival rival(Question question, TechnologyPlan plan, Optional<TechnologyPlan> chosen) {
        Optional<String> barred = barred(question, plan.technology());
        if (barred.isPresent()) {
            Optional<Sla> isolation =
                    question.slas().stream().filter(Sla.Isolation.class::isInstance).findFirst();
            return lost(
                    plan,
                    usable(plan.technology()).isPresent() ? Optional.empty() : isolation,
                    barred.get());
        }
        if (plan.best().isEmpty()) {
            return broken(question, plan);
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(plan.technology().name() + " could be chosen");
        }
        Kept winner = chosen.get().best().orElseThrow();
        Kept other = plan.best().get();
        return new Rival(
                plan,
                other.cost() / winner.cost() - 1,
                other.low() / winner.high() - 1,
                other.high() / winner.low() - 1,
                Optional.empty(),
                dearer(chosen.get().technology(), winner, plan.technology(), other));
    }

    private static Rival lost(TechnologyPlan plan, Optional<Sla> misses, String why) {
        return new Rival(plan, Double.NaN, Double.NaN, Double.NaN, misses, why);
    }

    private static Rival broken(Question question, TechnologyPlan plan) {
        if (!question.starts().isEmpty() && plan.technology().starts().isEmpty()) {
            return lost(
                    plan,
                    Optional.of(question.starts().get(0)),
                    "no start time is known: nobody measured it here, and none is in the"
                            + " catalogue");
        }
        for (Sla sla : question.slas()) {
            Double nearest = plan.nearest().get(sla);
            if (nearest != null) {
                return lost(
                        plan,
                        Optional.of(sla),
                        "breaks "
                                + sla.text()
                                + ": "
                                + Nearness.text(sla, nearest)
                                + " is the nearest");
            }
        }
        List<String> reached = new ArrayList<>();
        plan.alone().forEach((sla, value) -> reached.add(Nearness.text(sla, value)));
        return lost(
                plan,
                Optional.empty(),
                plan.judged() == 0
                        ? "a service with it is larger than a host"
                        : "breaks several at once; each by itself reaches "
                                + String.join(", ", reached));
    }

    private static String dearer(Technology first, Kept winner, Technology other, Kept rival) {
        double margin = rival.cost() / winner.cost() - 1;
        long more = other.isolation().memory().bytes() - first.isolation().memory().bytes();
        String memory = String.format(Locale.ROOT, "%+.1f MiB an instance", more / MEBIBYTE);
        if (Math.abs(margin) < SAME) {
            return "costs the same: "
                    + (rival.figures().fullest().equals("cpu") ? "CPU fills the hosts" : "")
                    + (rival.figures().fullest().equals("cpu") ? ", " : "")
                    + memory
                    + " does not add a host";
        }
        List<String> causes = new ArrayList<>();
        if (more > 0) {
            causes.add(memory);
        }
        if (other.cpuFactor() > first.cpuFactor()) {
            causes.add(
                    String.format(
                            Locale.ROOT,
                            "%+.1f %% CPU for the same work",
                            PERCENT * (other.cpuFactor() / first.cpuFactor() - 1)));
        }
        if (rival.figures().choice().warm() > winner.figures().choice().warm()) {
            causes.add(
                    rival.figures().choice().warm() + " instances kept warm, as starts are slow");
        }
        if (causes.isEmpty()) {
            causes.add("packs less well");
        }
        return String.join(", ", causes) + "; " + rival.figures().fullest() + " fills its hosts";
    }
}
