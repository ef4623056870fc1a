package tare.simulators.consolidation.cloudsim;

import java.util.Random;
import tare.simulators.consolidation.Explained;
import tare.simulators.consolidation.MotionPolicy.Selection;

/** Which machine leaves an over-utilised host. */
final class Choice {

    private final Machines machines;
    private final Selection selection;
    private final Random random;
    private final Explained explained = new Explained(Machines.HISTORY);
    private double[][] rows = {};

    /**
     * @param seed of java.util.Random: the published program seeds it by the clock
     */
    Choice(Machines machines, Selection selection, long seed) {
        this.machines = machines;
        this.selection = selection;
        random = new Random(seed);
    }

    /** A slot of the host; -1 if nothing is left on it. */
    int slot(Node node) {
        if (node.count == 0) {
            return -1;
        }
        return switch (selection) {
            case MMT -> leastMemory(node);
            case MU -> leastUsed(node);
            case RS -> random.nextInt(node.count);
            case MC -> mostCorrelated(node);
        };
    }

    private int leastMemory(Node node) {
        int least = 0;
        for (int slot = 1; slot < node.count; slot++) {
            if (machines.memoryMib[node.vms[slot]] < machines.memoryMib[node.vms[least]]) {
                least = slot;
            }
        }
        return least;
    }

    private int leastUsed(Node node) {
        int found = 0;
        double least = Double.MAX_VALUE;
        for (int slot = 0; slot < node.count; slot++) {
            int vm = node.vms[slot];
            double use = machines.request[vm] / machines.mips[vm];
            if (use < least) {
                least = use;
                found = slot;
            }
        }
        return found;
    }

    /** By the share of its variance that a regression on the others' histories explains. */
    private int mostCorrelated(Node node) {
        int samples = machines.samples();
        if (rows.length < node.count) {
            rows = new double[node.count][Machines.HISTORY];
        }
        for (int slot = 0; slot < node.count; slot++) {
            for (int i = 0; i < samples; i++) {
                rows[slot][i] = machines.past(node.vms[slot], i);
            }
        }
        int found = explained.most(rows, node.count, samples, Double.MIN_VALUE);
        return found == Explained.NONE ? leastMemory(node) : found;
    }
}
