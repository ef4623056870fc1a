package tare.simulators.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.scenario.Isolation;
import tare.simulators.sla.Sla;

/**
 * All choices of one technology, by branch and bound: in the order of what each costs at the least,
 * until none that is left can be cheaper than the best that was found. So the answer is exact, the
 * space being what the question offers; unless there is more to place than {@link #MOST_PLACED}.
 */
public final class Search {

    /** Instances placed by one search at the most: some ten seconds. */
    static final long MOST_PLACED = 40_000_000;

    private record Bounded(Choice choice, double cost) {}

    private final Question question;
    private final WorkloadSpec.Traces traces;
    private final Technology technology;
    private final List<Sla> slas;
    private final int spares;
    private final long mostPlaced;
    private final Map<String, Judge> judges = new LinkedHashMap<>();
    private final List<Figures> judged = new ArrayList<>();
    private Optional<Kept> best = Optional.empty();
    private boolean whole = true;

    private Search(
            Question question, Technology technology, WorkloadSpec.Traces traces, long mostPlaced) {
        this.question = question;
        this.technology = technology;
        this.traces = traces;
        this.mostPlaced = mostPlaced;
        slas = question.slas().stream().filter(sla -> !(sla instanceof Sla.Isolation)).toList();
        spares = question.spares();
    }

    /** The best of a technology. A pure function. */
    public static TechnologyPlan of(
            Question question, Technology technology, WorkloadSpec.Traces traces) {
        return of(question, technology, traces, MOST_PLACED);
    }

    /** The same with less patience. */
    static TechnologyPlan of(
            Question question, Technology technology, WorkloadSpec.Traces traces, long mostPlaced) {
        return new Search(question, technology, traces, mostPlaced).run();
    }

    private TechnologyPlan run() {
        Draw services = Draw.of(question.services(), traces, question.seed(), 0);
        Bounds bounds = new Bounds(question, services, technology);
        List<Bounded> choices = choices(bounds);
        long placed = 0;
        for (Bounded each : choices) {
            if (best.isPresent() && each.cost() >= best.get().cost()) {
                break;
            }
            placed += services.count() + each.choice().warm();
            if (placed > mostPlaced) {
                whole = false;
                break;
            }
            judge(each.choice());
        }
        double bound = Double.POSITIVE_INFINITY;
        for (HostOffer offer : question.hosts()) {
            bound = Math.min(bound, (bounds.hosts(offer) + spares) * offer.price());
        }
        return new TechnologyPlan(
                technology,
                best,
                without(),
                reached(true),
                reached(false),
                bound,
                choices.size(),
                judged.size(),
                whole);
    }

    private List<Bounded> choices(Bounds bounds) {
        List<Bounded> choices = new ArrayList<>();
        boolean keepsWarm =
                !question.starts().isEmpty()
                        && technology.starts().isPresent()
                        && question.burst() > 0;
        for (HostOffer host : question.hosts()) {
            for (double cpu : question.cpuOvercommit()) {
                for (double memory : question.memoryOvercommit()) {
                    for (String policy : question.policies()) {
                        add(choices, bounds, new Choice(technology, host, policy, cpu, memory, 0));
                        if (keepsWarm) {
                            add(
                                    choices,
                                    bounds,
                                    new Choice(
                                            technology,
                                            host,
                                            policy,
                                            cpu,
                                            memory,
                                            question.burst()));
                        }
                    }
                }
            }
        }
        // Stable: of equals, the one that promises less stands first.
        choices.sort(Comparator.comparingDouble(Bounded::cost));
        return choices;
    }

    private void add(List<Bounded> to, Bounds bounds, Choice choice) {
        to.add(new Bounded(choice, (bounds.hosts(choice) + spares) * choice.host().price()));
    }

    private void judge(Choice choice) {
        Optional<Figures> found = figures(choice, 0, Isolation.End.MIDDLE);
        if (found.isEmpty()) {
            return;
        }
        judged.add(found.get());
        boolean cheaper = best.isEmpty() || found.get().cost(spares) < best.get().cost();
        if (cheaper && keeps(found.get(), slas)) {
            kept(found.get(), slas).ifPresent(kept -> best = Optional.of(kept));
        }
    }

    private Optional<Figures> figures(Choice choice, int round, Isolation.End end) {
        return judges.computeIfAbsent(
                        round + "/" + choice.warm() + "/" + end,
                        missing -> new Judge(question, traces, round, choice.warm(), end))
                .of(choice);
    }

    private boolean keeps(Figures figures, List<Sla> promises) {
        return promises.stream().allMatch(sla -> figures.keeps(sla, question.starts()));
    }

    /** The choice with the range of its cost, if it keeps the promises throughout. */
    private Optional<Kept> kept(Figures first, List<Sla> promises) {
        int kept = Question.spares(promises);
        double low = first.cost(kept);
        double high = low;
        boolean uncertain = technology.isolation().memory().uncertain();
        for (int round = 0; round < question.draws(); round++) {
            for (Isolation.End end : Isolation.End.values()) {
                boolean known = round == 0 && end == Isolation.End.MIDDLE;
                if (known || (end != Isolation.End.MIDDLE && !uncertain)) {
                    continue;
                }
                Optional<Figures> other = figures(first.choice(), round, end);
                if (other.isEmpty() || !keeps(other.get(), promises)) {
                    return Optional.empty();
                }
                low = Math.min(low, other.get().cost(kept));
                high = Math.max(high, other.get().cost(kept));
            }
        }
        return Optional.of(new Kept(first, first.cost(kept), low, high));
    }

    /** What each promise costs: the cheapest that keeps the others. */
    private Map<Sla, Double> without() {
        Map<Sla, Double> costs = new LinkedHashMap<>();
        for (Sla dropped : slas) {
            List<Sla> others = slas.stream().filter(sla -> !sla.equals(dropped)).toList();
            int kept = Question.spares(others);
            judged.stream()
                    .filter(each -> keeps(each, others))
                    .sorted(Comparator.comparingDouble(each -> each.cost(kept)))
                    .map(each -> kept(each, others))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(found -> costs.put(dropped, found.cost()));
        }
        return costs;
    }

    /** The least that any choice comes to, of those that keep all other promises, or of all. */
    private Map<Sla, Double> reached(boolean keepingOthers) {
        Map<Sla, Double> least = new LinkedHashMap<>();
        for (Sla sla : slas) {
            List<Sla> others = slas.stream().filter(each -> !each.equals(sla)).toList();
            for (Figures each : judged) {
                if (!keepingOthers || keeps(each, others)) {
                    each.reached(sla, question.starts())
                            .filter(value -> !value.isNaN())
                            .ifPresent(value -> least.merge(sla, value, Math::min));
                }
            }
        }
        return least;
    }
}
