package tare.simulators.consolidation.cloudsim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.simulators.consolidation.DayOutcome;
import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Estate;
import tare.simulators.consolidation.Moment;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.consolidation.MotionPolicy.Detection;

/**
 * A day by the rules of CloudSim 3.0.3.
 *
 * <p>Steps come at 300.1, 600.1 .. 86,100.1 s, as machines are acknowledged at 0.1 s; use is read
 * between samples accordingly, and of the first and last five minutes no energy is counted. A
 * machine that asks for nothing at an accounting is taken for finished and never comes back. After
 * their creation machines hold no memory. Migrations last memory by half the network, and all
 * accounts are drawn up when some end.
 */
public final class CloudSimDay {

    private static final double FIRST = 0.1;

    private final DayUse day;
    private final Estate estate;
    private final MotionPolicy policy;
    private final Machines machines;
    private final List<Node> nodes = new ArrayList<>();
    private final Placement placement;
    private final Optimiser optimiser;
    private final Meter meter;
    private final int[] hostOf;
    private final double[] load;
    private final double[] loadBefore;
    private final double[] givenNow;
    private final List<Moment> moments = new ArrayList<>();
    private double lastAccount;
    private double wattSeconds;
    private int migrations;

    private CloudSimDay(DayUse day, Estate estate, MotionPolicy policy, long seed) {
        this.day = day;
        this.estate = estate;
        this.policy = policy;
        machines = new Machines(day, estate);
        int kinds = estate.hostKinds().size();
        for (int host = 0; host < estate.hosts(); host++) {
            nodes.add(new Node(host, host % kinds, estate.host(host), machines));
        }
        Overload overload = new Overload(machines, policy);
        placement = new Placement(nodes, machines, overload, kinds);
        optimiser =
                new Optimiser(
                        nodes,
                        machines,
                        overload,
                        new Choice(machines, policy.selection(), seed),
                        placement);
        meter = new Meter(machines.count, nodes.size());
        hostOf = new int[machines.count];
        load = new double[nodes.size()];
        loadBefore = new double[nodes.size()];
        givenNow = new double[nodes.size()];
    }

    /**
     * Plays a day. A pure function.
     *
     * @param seed of what RS draws
     * @throws InputError if the hosts cannot hold the machines at the start
     */
    public static DayOutcome play(DayUse day, Estate estate, MotionPolicy policy, long seed) {
        return new CloudSimDay(day, estate, policy, seed).play();
    }

    private DayOutcome play() {
        create();
        double time = FIRST;
        boolean running = true;
        while (running && time + DayUse.INTERVAL < DayUse.DAY) {
            time += DayUse.INTERVAL;
            running = step(time);
        }
        double joulesPerKwh = 3600 * 1000;
        return new DayOutcome(
                wattSeconds / joulesPerKwh,
                migrations,
                meter.slatah(),
                meter.pdm(),
                meter.overall(),
                meter.shutdowns(),
                moments);
    }

    private void create() {
        int[] memoryLeft = new int[nodes.size()];
        nodes.forEach(node -> memoryLeft[node.index] = node.type.memoryMib());
        for (int vm = 0; vm < machines.count; vm++) {
            machines.request[vm] = machines.mips[vm];
            @Nullable Node node = placement.atCreation(vm, memoryLeft, policy.detection().moves());
            if (node == null) {
                throw new InputError(
                        "the machines cannot be placed",
                        "machine " + vm + " of " + machines.count,
                        "no host has "
                                + machines.mips[vm]
                                + " MIPS and "
                                + machines.memoryMib[vm]
                                + " MiB left at the start",
                        "give more hosts, for example --set hosts=" + 2 * nodes.size());
            }
            node.accept(vm);
            hostOf[vm] = node.index;
            memoryLeft[node.index] -= machines.memoryMib[vm];
        }
    }

    /** Returns whether anything still runs. */
    private boolean step(double time) {
        double seconds = time - FIRST;
        machines.ask(day, time);
        if (seconds % DayUse.INTERVAL == 0) {
            machines.remember();
            nodes.forEach(Node::forgetPast);
        }
        account(time);
        note(time);
        if (policy.detection().moves()) {
            List<Optimiser.Move> moves = optimiser.moves(load);
            begin(moves, time);
            end(moves, time);
        }
        return nodes.stream().anyMatch(node -> node.count > 0);
    }

    private void note(double time) {
        int active = 0;
        double given = 0;
        double mips = 0;
        for (Node node : nodes) {
            if (load[node.index] > 0) {
                active++;
                given += givenNow[node.index];
                mips += node.mips;
            }
        }
        moments.add(new Moment(time, active, active == 0 ? 0 : given / mips));
    }

    /** Brings all hosts up to a time, pays for the span since the last one, retires the idle. */
    private void account(double time) {
        for (Node node : nodes) {
            update(node, time);
        }
        double span = time - lastAccount;
        if (span > 0) {
            double joules = 0;
            for (Node node : nodes) {
                joules += joules(node, span);
            }
            wattSeconds += joules;
        }
        for (Node node : nodes) {
            placement.load(node, load[node.index]);
            retire(node);
        }
        lastAccount = time;
    }

    private double joules(Node node, double span) {
        if (policy.detection() == Detection.NPA) {
            return node.type.curve().watts(1) * span;
        }
        double from = loadBefore[node.index];
        if (from == 0) {
            return 0;
        }
        double fromWatts = node.type.curve().watts(from);
        double toWatts = node.type.curve().watts(load[node.index]);
        return (fromWatts + (toWatts - fromWatts) / 2) * span;
    }

    private void retire(Node node) {
        for (int slot = node.count - 1; slot >= 0; slot--) {
            int vm = node.vms[slot];
            if (machines.request[vm] == 0 && !machines.moving[vm]) {
                node.release(vm);
            }
        }
    }

    private void update(Node node, double time) {
        int index = node.index;
        loadBefore[index] = load[index];
        if (node.count == 0 && load[index] == 0 && time != FIRST + DayUse.INTERVAL) {
            return;
        }
        node.shareInOrder();
        double given = 0;
        for (int slot = 0; slot < node.count; slot++) {
            int vm = node.vms[slot];
            double share = node.given[slot];
            if (!node.arriving[slot]) {
                meter.vm(vm, time, share, machines.request[vm], machines.moving[vm]);
                if (machines.moving[vm]) {
                    share /= 0.9;
                }
            }
            given += share;
        }
        givenNow[index] = given;
        load[index] = capped(given / node.mips);
        meter.host(index, time, given, node.asked);
    }

    private static double capped(double load) {
        return load > 1 && load < 1.01 ? 1 : load;
    }

    private void begin(List<Optimiser.Move> moves, double time) {
        for (Optimiser.Move move : moves) {
            migrations++;
            machines.moving[move.vm()] = true;
            if (move.to().slot(move.vm()) < 0) {
                move.to().enter(move.vm(), true);
                update(move.to(), time);
                update(nodes.get(hostOf[move.vm()]), time);
            }
        }
    }

    /** Those of least memory arrive first; of equals, in the order in which they left. */
    private void end(List<Optimiser.Move> moves, double time) {
        TreeMap<Integer, List<Optimiser.Move>> byMemory = new TreeMap<>();
        for (Optimiser.Move move : moves) {
            byMemory.computeIfAbsent(machines.memoryMib[move.vm()], key -> new ArrayList<>())
                    .add(move);
        }
        byMemory.forEach(
                (memory, together) -> {
                    double arrival = time + estate.migrationSeconds(memory);
                    machines.ask(day, arrival);
                    account(arrival);
                    together.forEach(this::arrive);
                    account(arrival);
                });
        Arrays.fill(machines.moving, false);
    }

    private void arrive(Optimiser.Move move) {
        int vm = move.vm();
        nodes.get(hostOf[vm]).leave(vm);
        move.to().leave(vm);
        machines.moving[vm] = false;
        move.to().enter(vm, false);
        hostOf[vm] = move.to().index;
    }
}
