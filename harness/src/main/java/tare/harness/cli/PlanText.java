package tare.harness.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import tare.results.model.Plan;
import tare.results.model.Step;

/** A plan in words, for {@code --dry-run}. */
final class PlanText {

    private PlanText() {}

    static String of(Plan plan, Path output, long estimateNanos) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "Would run into %s: %d steps, about %s%n",
                        output,
                        plan.steps().size(),
                        Quantity.patience(estimateNanos)));
        text.append(
                String.format(
                        Locale.ROOT,
                        "  profile %s, %d rounds, seed %d%n",
                        plan.profile(),
                        plan.rounds(),
                        plan.seed()));
        text.append("  backends: ").append(String.join(", ", plan.backends())).append('\n');
        plan.parameters()
                .forEach(
                        (name, value) ->
                                text.append("  --set ")
                                        .append(name)
                                        .append('=')
                                        .append(value)
                                        .append('\n'));
        text.append("Order:\n");
        plan.steps().stream()
                .collect(
                        Collectors.groupingBy(
                                step -> step.experiment() + " round " + step.round(),
                                java.util.LinkedHashMap::new,
                                Collectors.mapping(Step::backend, Collectors.joining(", "))))
                .forEach(
                        (round, order) ->
                                text.append("  ")
                                        .append(round)
                                        .append(": ")
                                        .append(order)
                                        .append('\n'));
        return text.toString();
    }
}
