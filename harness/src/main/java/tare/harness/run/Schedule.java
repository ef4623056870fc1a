package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import tare.harness.experiment.Experiment;
import tare.harness.experiment.Shuffle;
import tare.results.model.Plan;
import tare.results.model.Step;

/**
 * The order of a run: experiments one after the other; within an experiment round by round; within
 * a round every backend once (or one that stands for several), in an order that the seed decides.
 * So no backend is always first, and drift of the host falls on all alike.
 */
public final class Schedule {

    private Schedule() {}

    /**
     * Makes the plan.
     *
     * @param experiments in the order of execution
     * @param requested keys of all backends that were asked for
     * @param available those of them that can be launched here
     */
    public static Plan plan(
            long seed,
            Profile profile,
            List<Experiment> experiments,
            List<String> requested,
            List<String> available,
            int rounds,
            SortedMap<String, String> extra) {
        SortedMap<String, String> parameters = profile.parameters(rounds);
        parameters.putAll(extra);
        List<String> names = experiments.stream().map(Experiment::name).toList();
        Plan unordered =
                new Plan(seed, profile.id(), names, requested, rounds, parameters, List.of());
        List<Step> steps = new ArrayList<>();
        for (Experiment experiment : experiments) {
            steps.addAll(steps(experiment, unordered, available));
        }
        return new Plan(seed, profile.id(), names, requested, rounds, parameters, steps);
    }

    private static List<Step> steps(Experiment experiment, Plan plan, List<String> available) {
        List<Step> steps = new ArrayList<>();
        for (int round = 0; round < experiment.rounds(plan); round++) {
            List<String> order = new ArrayList<>(experiment.stepBackends(available));
            Shuffle.inPlace(order, plan.seed() + 1_000_003L * round + experiment.name().hashCode());
            for (int i = 0; i < order.size(); i++) {
                steps.add(new Step(round, i, experiment.name(), order.get(i)));
            }
        }
        return steps;
    }
}
