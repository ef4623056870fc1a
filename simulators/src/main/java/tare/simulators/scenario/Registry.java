package tare.simulators.scenario;

import java.util.List;
import tare.results.failure.UsageError;
import tare.simulators.placement.Policy;
import tare.simulators.placement.packing.BestFit;
import tare.simulators.placement.packing.FirstFit;

/** The policies that scenarios know, an explicit list in the order to be shown. */
public final class Registry {

    private static final List<Policy> POLICIES = List.of(new FirstFit(), new BestFit());

    private Registry() {}

    /** All of them. */
    public static List<Policy> policies() {
        return POLICIES;
    }

    /**
     * The policy of that name.
     *
     * @throws UsageError if there is none
     */
    public static Policy policy(String name) {
        return POLICIES.stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageError(
                                        "there is no placement policy '" + name + "'",
                                        "policy",
                                        "the policies are " + names(),
                                        "choose one of them"));
    }

    private static String names() {
        return String.join(", ", POLICIES.stream().map(Policy::name).toList());
    }
}
