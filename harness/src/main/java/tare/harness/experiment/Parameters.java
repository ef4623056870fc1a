package tare.harness.experiment;

import tare.results.failure.UsageError;
import tare.results.model.Plan;

/** Reads experiments' settings from a plan. */
final class Parameters {

    private Parameters() {}

    /**
     * A setting that is a whole number of at least 1.
     *
     * @throws UsageError if the plan lacks it or it is something else
     */
    static int integer(Plan plan, String name) {
        String value = plan.parameters().getOrDefault(name, "");
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the one error that says it all
        }
        throw new UsageError(
                "the plan's parameter is not a whole number of at least 1",
                name,
                value.isEmpty() ? "it is missing" : "it is '" + value + "'",
                "make the plan with 'tare run --dry-run'");
    }
}
