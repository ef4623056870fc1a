package tare.simulators.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tare.simulators.sla.Sla;
import tare.simulators.sla.Strength;

/**
 * What to run a fleet on.
 *
 * @param chosen the cheapest; none where the promises cannot be kept
 * @param rivals all others, the cheapest first, those that break a promise last
 * @param bound cost below which nothing within the promises can be
 * @param binding for each promise how much less it would cost without it, as a part of the cost; 0
 *     for those that cost nothing
 * @param nearest for each promise that cannot be kept beside the others the nearest value that can
 * @param whole whether the search was exact
 */
public record Answer(
        Optional<TechnologyPlan> chosen,
        List<Rival> rivals,
        double bound,
        Map<Sla, Double> binding,
        Map<Sla, Double> nearest,
        boolean whole) {

    /** Costs that differ by less are one cost: sums of prices in binary. */
    private static final double SAME = 1e-9;

    public Answer {
        rivals = List.copyOf(rivals);
        binding = Collections.unmodifiableMap(new LinkedHashMap<>(binding));
        nearest = Collections.unmodifiableMap(new LinkedHashMap<>(nearest));
    }

    /** From what each technology can do. */
    public static Answer of(Question question, List<TechnologyPlan> plans) {
        List<TechnologyPlan> allowed =
                plans.stream()
                        .filter(plan -> Reasons.barred(question, plan.technology()).isEmpty())
                        .toList();
        Optional<TechnologyPlan> chosen =
                allowed.stream().filter(plan -> plan.best().isPresent()).min(cheapest());
        List<Rival> rivals = new ArrayList<>();
        for (TechnologyPlan plan : plans) {
            if (chosen.filter(best -> same(best, plan)).isEmpty()) {
                rivals.add(Reasons.rival(question, plan, chosen));
            }
        }
        rivals.sort(
                Comparator.comparing((Rival rival) -> Double.isNaN(rival.margin()))
                        .thenComparing(
                                (Rival rival) ->
                                        Double.isNaN(rival.margin()) ? 0.0 : rival.margin())
                        .thenComparing(
                                (Rival rival) ->
                                        rival.plan().technology().isolation().memory().bytes()));
        double bound =
                allowed.stream()
                        .mapToDouble(TechnologyPlan::bound)
                        .min()
                        .orElse(Double.POSITIVE_INFINITY);
        return new Answer(
                chosen,
                rivals,
                bound,
                chosen.map(best -> binding(question, best, plans, allowed)).orElse(Map.of()),
                chosen.isPresent() ? Map.of() : nearest(question, allowed),
                plans.stream().allMatch(TechnologyPlan::whole));
    }

    /** How far the answer may be from the least possible, as a part of that. */
    public double gap() {
        return chosen.flatMap(TechnologyPlan::best)
                .map(best -> best.cost() / bound - 1)
                .orElse(Double.NaN);
    }

    private static Comparator<TechnologyPlan> cheapest() {
        return Comparator.comparingDouble((TechnologyPlan plan) -> cost(plan))
                // Equal hosts: the one that leaves more free.
                .thenComparing(plan -> plan.technology().isolation().memory().bytes())
                .thenComparing(plan -> plan.technology().name());
    }

    private static boolean same(TechnologyPlan one, TechnologyPlan other) {
        return one.technology().name().equals(other.technology().name());
    }

    private static double cost(TechnologyPlan plan) {
        return plan.best().map(Kept::cost).orElse(Double.POSITIVE_INFINITY);
    }

    private static Map<Sla, Double> binding(
            Question question,
            TechnologyPlan best,
            List<TechnologyPlan> all,
            List<TechnologyPlan> allowed) {
        Map<Sla, Double> binding = new LinkedHashMap<>();
        double cost = cost(best);
        for (Sla sla : question.slas()) {
            double without = cost;
            if (sla instanceof Sla.Isolation) {
                for (TechnologyPlan plan : all) {
                    if (Reasons.usable(plan.technology()).isEmpty()) {
                        without = Math.min(without, cost(plan));
                    }
                }
            } else {
                for (TechnologyPlan plan : allowed) {
                    without = Math.min(without, plan.without().getOrDefault(sla, cost));
                }
            }
            double saved = 1 - without / cost;
            binding.put(sla, saved < SAME ? 0 : saved);
        }
        return binding;
    }

    private static Map<Sla, Double> nearest(Question question, List<TechnologyPlan> allowed) {
        Map<Sla, Double> nearest = new LinkedHashMap<>();
        for (Sla sla : question.slas()) {
            allowed.stream()
                    .map(plan -> plan.nearest().get(sla))
                    .filter(value -> value != null)
                    .mapToDouble(Double::doubleValue)
                    .min()
                    .ifPresent(value -> nearest.put(sla, value));
        }
        return nearest;
    }

    /** The least that all technologies are kept apart by. */
    static Strength strength(Question question) {
        for (Sla sla : question.slas()) {
            if (sla instanceof Sla.Isolation isolation) {
                return isolation.least();
            }
        }
        return Strength.PROCESS;
    }
}
