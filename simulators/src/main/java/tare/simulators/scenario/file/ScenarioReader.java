package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tare.simulators.engine.Case;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Size;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.placement.named.Policies;
import tare.simulators.scenario.Isolation;
import tare.simulators.scenario.Scenario;

/** Makes a scenario of a tree that has everything written out. */
final class ScenarioReader {

    /** More would not fit into the arrays of a run. */
    static final long MOST_INSTANCES = 100_000_000;

    private static final long MOST_HOSTS = 100_000_000;
    private static final int MOST_REPEATS = 10_000;
    private static final double MOST_GROWTH = 1e6;
    private static final int PERCENT = 100;

    private final Places places;

    ScenarioReader(Places places) {
        this.places = places;
    }

    Scenario read(ObjectNode tree) {
        Value root = new Value(places, "", tree).only(Keys.SCENARIO);
        List<Double> growth = growth(root.get("growth"));
        Fleet fleet = fleet(root);
        WorkloadSpec workload = workload(root.get("workload"));
        List<Isolation> technologies =
                root.get("technologies").someList().stream()
                        .map(each -> new TechnologyReader(each).read())
                        .toList();
        requireApart(root.get("technologies"), technologies);
        requireRoom(root, fleet, technologies);
        requireCountable(root.get("growth"), growth, fleet, workload);
        return new Scenario(
                root.get("name").text(),
                root.get("question").text(),
                root.get("seed").whole(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2),
                (int) root.get("repeats").whole(0, MOST_REPEATS),
                fleet,
                workload,
                technologies,
                policies(root.get("policies")),
                Case.Admission.valueOf(
                        root.get("admission")
                                .word(List.of("reject", "wait"))
                                .toUpperCase(Locale.ROOT)),
                root.get("step").nanos(),
                growth);
    }

    private static List<String> policies(Value list) {
        return list.someList().stream().map(each -> each.word(Policies.names())).toList();
    }

    private static List<Double> growth(Value list) {
        return list.someList().stream().map(each -> each.real(1e-6, MOST_GROWTH)).toList();
    }

    private static Fleet fleet(Value root) {
        Value reserved = root.get("reserved").only(Keys.RESERVED);
        int reservedCpuMillis = reserved.get("cores").cpuMillis();
        long percent = reserved.get("memoryPercent").whole(0, PERCENT);
        List<HostClass> classes = new ArrayList<>();
        Value hosts = root.get("hosts");
        for (Value host : hosts.someList()) {
            host.only(Keys.HOST);
            long slots = host.get("instances").whole(0, Integer.MAX_VALUE);
            long bytes = host.get("memory").bytes();
            classes.add(
                    new HostClass(
                            host.get("name").text(),
                            (int) host.get("count").whole(0, MOST_HOSTS),
                            Math.max(0, host.get("cores").cpuMillis() - reservedCpuMillis),
                            bytes / PERCENT * (PERCENT - percent)
                                    + bytes % PERCENT * (PERCENT - percent) / PERCENT,
                            slots == 0 ? HostClass.ANY_NUMBER : (int) slots));
        }
        if (classes.size() > Fleet.MOST_CLASSES) {
            throw hosts.error(classes.size() + " classes", Fleet.MOST_CLASSES + " are possible");
        }
        long count = classes.stream().mapToLong(HostClass::count).sum();
        if (count == 0) {
            throw hosts.error("there is no host at all", "give a class with a count above 0");
        }
        if (count > MOST_HOSTS) {
            throw hosts.error(count + " hosts in all", MOST_HOSTS + " are possible");
        }
        return new Fleet(classes);
    }

    static WorkloadSpec workload(Value list) {
        List<WorkloadSpec> parts = new ArrayList<>();
        for (Value part : list.someList()) {
            part.only(Keys.PART);
            if (part.has("trace")) {
                parts.add(TraceSpec.recorded(part.get("trace")));
            } else {
                parts.add(drawn(part));
            }
        }
        return parts.size() == 1 ? parts.get(0) : new WorkloadSpec.Together(parts);
    }

    private static WorkloadSpec drawn(Value part) {
        int count = (int) part.get("count").whole(0, MOST_INSTANCES);
        List<Size> sizes = new ArrayList<>();
        for (Value size : part.get("sizes").someList()) {
            size.only(Keys.SIZE);
            sizes.add(
                    new Size(
                            (int) size.get("weight").whole(1, 1_000_000_000),
                            size.get("cores").cpuMillis(),
                            size.get("memory").bytes(),
                            (int) size.get("priority").whole(-1_000_000_000, 1_000_000_000),
                            (int) size.get("owner").whole(0, 100_000),
                            (int) size.get("gang").whole(1, 1_000_000)));
        }
        long lifeNanos = part.get("life").nanos();
        if (part.get("order").word(List.of("random", "turns")).equals("turns")) {
            if (part.get("gap").nanos() > 0) {
                throw part.get("gap")
                        .error("in turns all are there from the start", "leave it out");
            }
            return new WorkloadSpec.Cyclic(count, sizes, lifeNanos);
        }
        return new WorkloadSpec.Drawn(count, sizes, part.get("gap").nanos(), lifeNanos);
    }

    private static void requireApart(Value list, List<Isolation> technologies) {
        Set<String> names = new TreeSet<>();
        for (Isolation each : technologies) {
            if (!names.add(each.name())) {
                throw list.error(
                        "two technologies are called '" + each.name() + "'", "name them apart");
            }
        }
    }

    /** Sizes that no host of the fleet can ever take are a slip, not a question. */
    private static void requireRoom(Value root, Fleet fleet, List<Isolation> technologies) {
        int i = 0;
        for (Value part : root.get("workload").list()) {
            if (!part.has("trace")) {
                for (Value size : part.get("sizes").list()) {
                    for (Isolation each : technologies) {
                        requireRoom(size, fleet, each);
                    }
                }
            }
            i++;
        }
        if (i == 0) {
            throw root.get("workload").error("nothing runs", "give at least one part");
        }
    }

    private static void requireRoom(Value size, Fleet fleet, Isolation technology) {
        int cpuMillis = Math.addExact(size.get("cores").cpuMillis(), technology.cpuMillis());
        long bytes = size.get("memory").bytes() + technology.memory().highBytes();
        boolean fits =
                technology
                        .inside()
                        .map(vm -> cpuMillis <= vm.cpuMillis() && bytes <= vm.memoryBytes())
                        .orElseGet(
                                () ->
                                        fleet.without(
                                                        technology.hostCpuMillis(),
                                                        technology.hostBytes())
                                                .holds(cpuMillis, bytes));
        if (!fits) {
            throw size.error(
                    cpuMillis
                            + " thousandths of a core and "
                            + bytes
                            + " bytes, "
                            + technology.name()
                            + " included, are more than any host has to give",
                    "give larger hosts, or smaller sizes");
        }
    }

    private static void requireCountable(
            Value growth, List<Double> factors, Fleet fleet, WorkloadSpec workload) {
        double most = factors.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        if (most * fleet.hosts() > MOST_HOSTS || most * count(workload) > MOST_INSTANCES) {
            throw growth.error(
                    most
                            + " times "
                            + fleet.hosts()
                            + " hosts and "
                            + count(workload)
                            + " instances are too many",
                    MOST_INSTANCES + " of each are possible");
        }
        if (most != 1 && recorded(workload).findAny().isPresent()) {
            throw growth.error("a trace does not grow", "growth: [1] with a trace");
        }
    }

    private static long count(WorkloadSpec workload) {
        if (workload instanceof WorkloadSpec.Together together) {
            return together.parts().stream().mapToLong(ScenarioReader::count).sum();
        }
        if (workload instanceof WorkloadSpec.Drawn drawn) {
            return drawn.count();
        }
        return workload instanceof WorkloadSpec.Cyclic cyclic ? cyclic.count() : 0;
    }

    private static Stream<WorkloadSpec> recorded(WorkloadSpec workload) {
        if (workload instanceof WorkloadSpec.Together together) {
            return together.parts().stream().flatMap(ScenarioReader::recorded);
        }
        return workload instanceof WorkloadSpec.Recorded ? Stream.of(workload) : Stream.empty();
    }
}
