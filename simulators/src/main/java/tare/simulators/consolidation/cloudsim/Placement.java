package tare.simulators.consolidation.cloudsim;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tare.simulators.consolidation.PowerCurve;

/**
 * Power-aware best fit: the host whose power grows least, of those that do not become
 * over-utilised; the first of equals.
 *
 * <p>A host's power before is that of the last accounting, not counting what has been placed on it
 * since; and that of an idle host is its idle power, as if it were not off. Both are the published
 * program's.
 */
final class Placement {

    private final List<Node> nodes;
    private final Machines machines;
    private final Overload overload;
    private final double[] wattsNow;
    private final boolean[] emptySeen;

    Placement(List<Node> nodes, Machines machines, Overload overload, int kinds) {
        this.nodes = nodes;
        this.machines = machines;
        this.overload = overload;
        wattsNow = new double[nodes.size()];
        emptySeen = new boolean[kinds];
        for (Node node : nodes) {
            wattsNow[node.index] = node.type.curve().watts(0);
        }
    }

    /** Takes the accounted load of a host. */
    void load(Node node, double load) {
        wattsNow[node.index] = node.type.curve().watts(load);
    }

    /**
     * A host for a machine before the day begins, with what it may ask for at the most.
     *
     * @param memoryLeft MiB of each host
     */
    @Nullable Node atCreation(int vm, int[] memoryLeft, boolean aware) {
        double request = machines.request[vm];
        double least = Double.MAX_VALUE;
        @Nullable Node found = null;
        Arrays.fill(emptySeen, false);
        for (Node node : nodes) {
            if (memoryLeft[node.index] < machines.memoryMib[vm]
                    || !node.fitsCore(request)
                    || node.free < request
                    || (aware && seenEmpty(node))) {
                continue;
            }
            if (!aware) {
                return node;
            }
            boolean busy = node.used != 0;
            if (busy) {
                node.touch();
            }
            double more = growth(node, request);
            if (more < least && !(busy && overload.atCreation(node, vm))) {
                least = more;
                found = node;
            }
        }
        return found;
    }

    /**
     * A host for a machine that moves; null if there is none.
     *
     * @param candidates indices in ascending order
     * @param excluded by index
     */
    @Nullable Node find(int vm, int[] candidates, int count, boolean[] excluded) {
        double request = machines.request[vm];
        double least = Double.MAX_VALUE;
        @Nullable Node found = null;
        Arrays.fill(emptySeen, false);
        for (int i = 0; i < count; i++) {
            int index = candidates[i];
            if (excluded[index]) {
                continue;
            }
            Node node = nodes.get(index);
            if (node.free < request || !node.fitsCore(request) || seenEmpty(node)) {
                continue;
            }
            boolean busy = node.used != 0;
            if (busy) {
                node.touch();
            }
            double more = growth(node, request);
            if (more < least && !(busy && overload.at(node, vm))) {
                least = more;
                found = node;
            }
        }
        return found;
    }

    /** Whether an idle host of this kind came before: it is as good as this one. */
    private boolean seenEmpty(Node node) {
        if (node.count > 0) {
            return false;
        }
        boolean seen = emptySeen[node.kind];
        emptySeen[node.kind] = true;
        return seen;
    }

    private double growth(Node node, double request) {
        PowerCurve curve = node.type.curve();
        return curve.watts((node.used + request) / node.mips) - wattsNow[node.index];
    }
}
