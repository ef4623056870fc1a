package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tare.simulators.contention.CpuContention;
import tare.simulators.contention.Demand;
import tare.simulators.contention.MemoryPressure;
import tare.simulators.fleet.HostClass;
import tare.simulators.placement.named.Policies;
import tare.simulators.plan.HostOffer;
import tare.simulators.plan.Question;
import tare.simulators.plan.Technology;
import tare.simulators.scenario.Isolation;
import tare.simulators.sla.Sla;
import tare.simulators.sla.SlaText;
import tare.simulators.storm.StartTimes;

/** Makes a question of a fleet's tree that has everything written out. */
final class FleetReader {

    private static final int MOST_HOSTS = 1_000_000;
    private static final int MOST_DRAWS = 1_000;
    private static final double MOST_PRICE = 1e9;
    private static final double LEAST_PRICE = 1e-9;
    private static final int MOST_OVERCOMMIT = 1_000;
    private static final double MOST_SHARE = 1_000;
    private static final int PERCENT = 100;
    private static final int MILLIS = 1_000;

    private final Places places;

    FleetReader(Places places) {
        this.places = places;
    }

    Question read(ObjectNode tree) {
        Value root = new Value(places, "", tree).only(Keys.FLEET);
        Value demand = root.get("demand").only(Keys.DEMAND);
        return new Question(
                root.get("name").text(),
                root.get("seed").whole(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2),
                (int) root.get("draws").whole(1, MOST_DRAWS),
                ScenarioReader.workload(root.get("services")),
                hosts(root),
                technologies(root),
                root.get("policies").someList().stream()
                        .map(each -> each.word(Policies.names()))
                        .toList(),
                ascending(root.get("cpuOvercommit")),
                ascending(root.get("memoryOvercommit")),
                new CpuContention(
                        demand(demand.get("cpu")),
                        demand.get("levels").someList().stream()
                                .map(each -> each.real(0, MOST_SHARE))
                                .toList()),
                new MemoryPressure(demand(demand.get("memory"))),
                (int) root.get("burst").whole(0, MOST_HOSTS),
                root.get("claim").nanos(),
                slas(root.get("sla")));
    }

    private static List<HostOffer> hosts(Value root) {
        Value reserved = root.get("reserved").only(Keys.RESERVED);
        int reservedCpuMillis = reserved.get("cores").cpuMillis();
        long percent = reserved.get("memoryPercent").whole(0, PERCENT);
        List<HostOffer> offers = new ArrayList<>();
        for (Value host : root.get("hosts").someList()) {
            host.only(Keys.OFFER);
            long slots = host.get("instances").whole(0, Integer.MAX_VALUE);
            long bytes = host.get("memory").bytes();
            int cpuMillis = host.get("cores").cpuMillis();
            if (cpuMillis < MILLIS) {
                throw host.get("cores").error("less than one core", "give at least 1");
            }
            HostClass kind =
                    new HostClass(
                            host.get("name").text(),
                            (int) host.get("count").whole(1, MOST_HOSTS),
                            Math.max(0, cpuMillis - reservedCpuMillis),
                            bytes / PERCENT * (PERCENT - percent)
                                    + bytes % PERCENT * (PERCENT - percent) / PERCENT,
                            slots == 0 ? HostClass.ANY_NUMBER : (int) slots);
            offers.add(
                    new HostOffer(
                            kind,
                            cpuMillis / MILLIS,
                            host.get("price").real(LEAST_PRICE, MOST_PRICE)));
        }
        return offers;
    }

    private static List<Technology> technologies(Value root) {
        Map<String, StartTimes> starts = StartReader.all(root.get("starts"));
        Map<String, Value> factors = new TreeMap<>();
        for (Value each : root.get("cpuFactors").list()) {
            factors.put(each.only(Keys.CPU_FACTOR).get("technology").text(), each);
        }
        List<Technology> all = new ArrayList<>();
        for (Value each : root.get("technologies").someList()) {
            Isolation isolation = new TechnologyReader(each).read();
            if (isolation.inside().isPresent()) {
                throw each.error(
                        "machines inside hosts are not planned",
                        "tare simulate has them: leave 'inside' out here");
            }
            if (all.stream().anyMatch(other -> other.name().equals(isolation.name()))) {
                throw each.error(isolation.name() + " is there twice", "leave one out");
            }
            Optional<Value> factor = Optional.ofNullable(factors.get(isolation.name()));
            all.add(
                    new Technology(
                            isolation,
                            Optional.ofNullable(starts.get(isolation.name())),
                            factor.map(found -> found.get("factor").real(0.01, 100)).orElse(1.0),
                            factor.map(found -> found.get("source").text())
                                    .orElse("not known: taken as none"),
                            "not measured: neighbours are taken to share cores evenly"));
        }
        return all;
    }

    private static List<Double> ascending(Value list) {
        List<Double> values = new ArrayList<>();
        for (Value each : list.someList()) {
            double value = each.real(1, MOST_OVERCOMMIT);
            if (!values.isEmpty() && value <= values.get(values.size() - 1)) {
                throw each.error("the list does not ascend", "order it, each value once");
            }
            values.add(value);
        }
        return values;
    }

    private static Demand demand(Value list) {
        List<Double> shares = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (Value pair : list.someList()) {
            List<Value> both = pair.list();
            if (both.size() != 2) {
                throw pair.error("it is no pair", "[share of what was asked for, weight]");
            }
            shares.add(both.get(0).real(0, MOST_SHARE));
            weights.add(both.get(1).real(1e-9, 1e9));
        }
        return new Demand(shares, weights);
    }

    private static List<Sla> slas(Value list) {
        return SlaText.all(list.list().stream().map(Value::text).toList());
    }
}
