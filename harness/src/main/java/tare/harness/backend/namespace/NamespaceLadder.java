package tare.harness.backend.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tare.harness.backend.Backend;
import tare.harness.backend.Rung;
import tare.harness.backend.Rung.Way;
import tare.harness.backend.Rungs;

/** A container from nothing to all, a feature a rung; then all but each. */
final class NamespaceLadder {

    /**
     * The order of the rungs where all are allowed: each needs at the most what stands before it.
     */
    private static final List<Feature> ORDER =
            List.of(
                    Feature.PID,
                    Feature.MOUNT,
                    Feature.UTS,
                    Feature.IPC,
                    Feature.NETWORK,
                    Feature.USER,
                    Feature.CGROUP,
                    Feature.ROOT,
                    Feature.PROC,
                    Feature.NO_NEW_PRIVS,
                    Feature.SECCOMP,
                    Feature.CAPABILITIES,
                    Feature.LIMITS);

    private NamespaceLadder() {}

    /**
     * The rungs of a key. The full set's top has a user namespace too, which is a layer to be
     * weighed like the others; a set with one, such as it is had without root, begins with it,
     * since nothing else is allowed before.
     */
    static List<Rung> of(NamespaceKey key, Function<NamespaceKey, Backend> open) {
        NamespaceKey all = key.equals(NamespaceKey.FULL) ? key.with(Feature.USER) : key;
        List<Feature> order = new ArrayList<>(ORDER);
        if (key.has(Feature.USER)) {
            order.remove(Feature.USER);
            order.add(0, Feature.USER);
        }
        order.removeIf(feature -> !all.has(feature));
        List<Rung> rungs = new ArrayList<>();
        for (Rungs.Step<Feature> step : Rungs.of(order, order)) {
            NamespaceKey on = new NamespaceKey(step.on());
            if (step.way() == Way.FORWARD || (on.contradiction().isEmpty() && possible(on, key))) {
                rungs.add(Rung.of(step.way(), step.layers(), open.apply(on)));
            }
        }
        return rungs;
    }

    /** Nothing is allowed without the user namespace where the set has it because it must. */
    private static boolean possible(NamespaceKey left, NamespaceKey asked) {
        return !asked.has(Feature.USER) || left.has(Feature.USER);
    }
}
