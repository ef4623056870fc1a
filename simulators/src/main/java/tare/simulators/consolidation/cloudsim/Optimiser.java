package tare.simulators.consolidation.cloudsim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to move at a step: machines off over-utilised hosts, then all machines of the least
 * utilised hosts one after the other, each host either emptied or left alone. Tried out on the
 * hosts themselves, which are put back.
 */
final class Optimiser {

    /** A machine is to go to a host. */
    record Move(int vm, Node to) {}

    private final List<Node> nodes;
    private final Machines machines;
    private final Overload overload;
    private final Choice choice;
    private final Placement placement;
    private final int[] everyNode;
    private final List<int[]> before = new ArrayList<>();
    private final boolean[] kept;
    private final List<Node> changed = new ArrayList<>();

    Optimiser(
            List<Node> nodes,
            Machines machines,
            Overload overload,
            Choice choice,
            Placement placement) {
        this.nodes = nodes;
        this.machines = machines;
        this.overload = overload;
        this.choice = choice;
        this.placement = placement;
        everyNode = new int[nodes.size()];
        Arrays.setAll(everyNode, i -> i);
        kept = new boolean[nodes.size()];
    }

    /**
     * @param loads of all hosts, as accounted
     */
    List<Move> moves(double[] loads) {
        boolean[] over = new boolean[nodes.size()];
        List<Integer> leaving = new ArrayList<>();
        for (Node node : nodes) {
            over[node.index] = node.count > 0 && overload.at(node, Overload.NONE);
        }
        for (Node node : nodes) {
            if (over[node.index]) {
                unload(node, leaving);
            }
        }
        List<Move> moves = new ArrayList<>();
        for (int vm : largestFirst(leaving)) {
            @Nullable Node to = placement.find(vm, everyNode, everyNode.length, over);
            if (to != null) {
                keep(to);
                to.accept(vm);
                moves.add(new Move(vm, to));
            }
        }
        emptyLeastUtilised(loads, over, moves);
        for (int i = 0; i < changed.size(); i++) {
            changed.get(i).restore(before.get(i));
        }
        changed.clear();
        before.clear();
        Arrays.fill(kept, false);
        return moves;
    }

    private void unload(Node node, List<Integer> leaving) {
        keep(node);
        int slot = choice.slot(node);
        while (slot >= 0) {
            int vm = node.vms[slot];
            leaving.add(vm);
            node.release(vm);
            slot = overload.at(node, Overload.NONE) ? choice.slot(node) : -1;
        }
    }

    /**
     * Hosts that have just been given machines of over-utilised ones may be emptied again, those
     * machines moving twice: the published program forgets them.
     */
    private void emptyLeastUtilised(double[] loads, boolean[] over, List<Move> moves) {
        int[] candidates = new int[nodes.size()];
        int count = 0;
        for (Node node : nodes) {
            if (!over[node.index] && loads[node.index] != 0) {
                candidates[count++] = node.index;
            }
        }
        boolean[] noSource = new boolean[nodes.size()];
        boolean[] noTarget = new boolean[nodes.size()];
        for (int index : byLoad(candidates, count, loads)) {
            Node node = nodes.get(index);
            if (noSource[index] || loads[index] >= 1 || node.count == 0) {
                continue;
            }
            noTarget[index] = true;
            List<Move> all = emptied(node, candidates, count, noTarget);
            for (Move move : all) {
                noSource[move.to().index] = true;
            }
            moves.addAll(all);
        }
    }

    private static int[] byLoad(int[] candidates, int count, double[] loads) {
        return Arrays.stream(candidates, 0, count)
                .boxed()
                .sorted((a, b) -> Double.compare(loads[a], loads[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Moves for all machines of a host, or none. */
    private List<Move> emptied(Node node, int[] candidates, int count, boolean[] noTarget) {
        List<Integer> all = new ArrayList<>();
        for (int slot = 0; slot < node.count; slot++) {
            all.add(node.vms[slot]);
        }
        List<Move> moves = new ArrayList<>();
        for (int vm : largestFirst(all)) {
            @Nullable Node to = placement.find(vm, candidates, count, noTarget);
            if (to == null) {
                moves.forEach(move -> move.to().release(move.vm()));
                moves.clear();
                return moves;
            }
            keep(to);
            to.accept(vm);
            moves.add(new Move(vm, to));
        }
        return moves;
    }

    private List<Integer> largestFirst(List<Integer> vms) {
        vms.sort((a, b) -> Double.compare(machines.request[b], machines.request[a]));
        return vms;
    }

    private void keep(Node node) {
        if (!kept[node.index]) {
            kept[node.index] = true;
            before.add(Arrays.copyOf(node.vms, node.count));
            changed.add(node);
        }
    }
}
