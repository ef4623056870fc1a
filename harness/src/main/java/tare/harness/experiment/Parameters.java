package tare.harness.experiment;

import tare.results.failure.UsageError;
import tare.results.model.Plan;

/** Reads experiments' settings from a plan. */
final class Parameters {

    private Parameters() {}

    /** The name of a setting for one backend alone, which goes before the setting for all. */
    static String of(String name, String backend) {
        return name + "/" + backend;
    }

    /** A setting's text for a backend. */
    static String text(Plan plan, String name, String backend) {
        return plan.parameters()
                .getOrDefault(of(name, backend), plan.parameters().getOrDefault(name, ""));
    }

    /**
     * The same as {@link #integer(Plan, String)}, for a backend.
     *
     * @throws UsageError if the plan lacks it or it is something else
     */
    static int integer(Plan plan, String name, String backend) {
        String own = of(name, backend);
        return integer(plan, plan.parameters().containsKey(own) ? own : name);
    }

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
