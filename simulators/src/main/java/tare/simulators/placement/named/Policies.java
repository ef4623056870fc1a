package tare.simulators.placement.named;

import java.util.List;
import tare.results.failure.UsageError;
import tare.simulators.placement.Policy;
import tare.simulators.placement.packing.BestFit;
import tare.simulators.placement.packing.Decreasing;
import tare.simulators.placement.packing.FirstFit;
import tare.simulators.placement.packing.NextFit;
import tare.simulators.placement.packing.WorstFit;
import tare.simulators.placement.scoring.DotProduct;
import tare.simulators.placement.scoring.RuleChain;
import tare.simulators.placement.scoring.Stranding;
import tare.simulators.placement.scoring.Swarm;

/** The policies that there are, an explicit list in the order to be shown. */
public final class Policies {

    private static final List<Policy> ALL =
            List.of(
                    new FirstFit(),
                    new BestFit(),
                    new WorstFit(true),
                    new NextFit(),
                    new Decreasing(new FirstFit()),
                    new Decreasing(new BestFit()),
                    new Decreasing(new WorstFit(true)),
                    new Decreasing(new NextFit()),
                    new WorstFit(false),
                    new DotProduct(),
                    new Decreasing(new DotProduct()),
                    new Stranding(),
                    new RuleChain(),
                    new Swarm(true),
                    new Swarm(false));

    private Policies() {}

    /** All of them. */
    public static List<Policy> all() {
        return ALL;
    }

    /** Their names, in the same order. */
    public static List<String> names() {
        return ALL.stream().map(Policy::name).toList();
    }

    /**
     * The policy of that name.
     *
     * @throws UsageError if there is none
     */
    public static Policy named(String name) {
        return ALL.stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageError(
                                        "there is no placement policy '" + name + "'",
                                        "policy",
                                        "the policies are " + String.join(", ", names()),
                                        "choose one of them"));
    }
}
