package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import tare.results.file.Fragment;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.simulators.plan.Answer;
import tare.simulators.plan.Choice;
import tare.simulators.plan.Figures;
import tare.simulators.plan.Kept;
import tare.simulators.plan.Question;
import tare.simulators.plan.Rival;
import tare.simulators.plan.TechnologyPlan;
import tare.simulators.sla.Sla;

/** What a plan adds to the cells of a result: for each technology its best, or why it has none. */
final class PlanCells {

    private static final String END = "end";

    private final Question question;
    private final Answer answer;

    PlanCells(Question question, Answer answer) {
        this.question = question;
        this.answer = answer;
    }

    /**
     * Those of one technology.
     *
     * @param order its place
     */
    List<Fragment> of(String technology, int order) {
        TechnologyPlan plan =
                Stream.concat(answer.chosen().stream(), answer.rivals().stream().map(Rival::plan))
                        .filter(each -> each.technology().name().equals(technology))
                        .findFirst()
                        .orElseThrow();
        List<Fragment> cells = new ArrayList<>();
        Optional<Rival> lost =
                answer.rivals().stream()
                        .filter(each -> same(each.plan(), plan) && Double.isNaN(each.margin()))
                        .findFirst();
        if (lost.isPresent()) {
            cells.add(absent(plan, lost.get()));
        } else {
            best(cells, plan, plan.best().orElseThrow(), order);
        }
        if (Double.isFinite(plan.bound())) {
            CellKey bound = key(plan, Metric.FLEET_COST).with(END, "bound");
            cells.add(cell(plan, bound, plan.bound(), order));
        }
        if (answer.chosen().filter(chosen -> same(chosen, plan)).isPresent()) {
            for (Sla sla : question.slas()) {
                double saved = answer.binding().getOrDefault(sla, 0.0);
                double cost = plan.best().orElseThrow().cost() * (1 - saved);
                CellKey without = key(plan, Metric.FLEET_COST).with("without", sla.text());
                cells.add(cell(plan, without, cost, order));
            }
        }
        return cells;
    }

    private void best(List<Fragment> cells, TechnologyPlan plan, Kept best, int order) {
        Figures figures = best.figures();
        Choice choice = figures.choice();
        CellKey cost =
                key(plan, Metric.FLEET_COST)
                        .with("host", choice.host().kind().name())
                        .with("policy", choice.policy())
                        .with("cpu", Choice.factor(choice.cpuOvercommit()))
                        .with("memory", Choice.factor(choice.memoryOvercommit()))
                        .with("warm", Integer.toString(choice.warm()))
                        .with("fills", figures.fullest());
        cells.add(cell(plan, cost, best.cost(), order));
        CellKey end = key(plan, Metric.FLEET_COST);
        cells.add(cell(plan, end.with(END, "low"), best.low(), order));
        cells.add(cell(plan, end.with(END, "high"), best.high(), order));
        cells.add(
                cell(
                        plan,
                        key(plan, Metric.FLEET_HOSTS),
                        figures.hosts() + question.spares(),
                        order));
        cells.add(cell(plan, key(plan, Metric.PLAN_CONTENTION), figures.contention(), order));
        cells.add(cell(plan, key(plan, Metric.PLAN_RISK), figures.memoryRisk(), order));
        List<Sla.Start> starts = question.starts();
        for (int i = 0; i < starts.size(); i++) {
            if (!figures.startNanos().get(i).isNaN()) {
                cells.add(
                        cell(
                                plan,
                                key(plan, Metric.PLAN_START).with("quantile", starts.get(i).name()),
                                Math.rint(figures.startNanos().get(i)),
                                order));
            }
        }
    }

    private static boolean same(TechnologyPlan one, TechnologyPlan other) {
        return one.technology().name().equals(other.technology().name());
    }

    private CellKey key(TechnologyPlan plan, Metric metric) {
        return CellKey.of(PlanSearch.EXPERIMENT, plan.technology().name(), question.name(), metric);
    }

    private Fragment absent(TechnologyPlan plan, Rival lost) {
        return Fragment.of(
                key(plan, Metric.FLEET_COST),
                plan.technology().isolation().backendClass(),
                PlanSearch.METHOD,
                labels(plan),
                "",
                new Outcome.Absent(
                        Outcome.Kind.SKIPPED,
                        "not within the promises: " + lost.why(),
                        lost.misses()
                                .map(sla -> "promise less than " + sla.text())
                                .orElse("tare run, then tare plan --calibrate tare-out/latest")));
    }

    private static Fragment cell(TechnologyPlan plan, CellKey key, double value, int order) {
        return Fragment.of(
                key,
                plan.technology().isolation().backendClass(),
                PlanSearch.METHOD,
                labels(plan),
                "",
                new Round(0, order, new Samples(value)));
    }

    private static SortedSet<Label> labels(TechnologyPlan plan) {
        SortedSet<Label> labels = new TreeSet<>(plan.technology().isolation().labels());
        plan.technology().starts().ifPresent(starts -> labels.addAll(starts.labels()));
        labels.add(Label.SIMULATED);
        return labels;
    }
}
