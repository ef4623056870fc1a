package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tare.simulators.scenario.StormKind;
import tare.simulators.scenario.StormScenario;
import tare.simulators.storm.BootStorm;
import tare.simulators.storm.Load;
import tare.simulators.storm.Provisioning;
import tare.simulators.storm.Scaling;
import tare.simulators.storm.StartTimes;

/** Makes a scenario of starts of a tree that has everything written out. */
final class StormReader {

    private static final int MOST_INSTANCES = 1_000_000;
    private static final int MOST_HOSTS = 1_000_000;

    /** Each keeps up to a thousand samples a cell, and a result is to be read again. */
    private static final int MOST_REPEATS = 100;

    private static final double MOST_RATE = 1e6;
    private static final double MOST_REQUESTS = 2e7;
    private static final double MILLIS = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Places places;

    StormReader(Places places) {
        this.places = places;
    }

    StormScenario read(ObjectNode tree, String kind) {
        boolean storm = kind.equals(StormScenarios.BOOT_STORM);
        Value root = new Value(places, "", tree).only(storm ? Keys.BOOT_STORM : Keys.AUTOSCALE);
        Map<String, StartTimes> starts = StartReader.all(root.get("starts"));
        List<StartTimes> technologies = new ArrayList<>();
        for (Value name : root.get("technologies").someList()) {
            technologies.add(starts.get(name.word(List.copyOf(starts.keySet()))));
        }
        Value hosts = root.get("hosts").only(Keys.STORM_HOSTS);
        int count = (int) hosts.get("count").whole(1, MOST_HOSTS);
        double cores = hosts.get("cores").cpuMillis() / MILLIS;
        if (cores <= 0) {
            throw hosts.get("cores").error("nothing starts without a core", "give at least 0.001");
        }
        return new StormScenario(
                root.get("name").text(),
                root.get("question").text(),
                root.get("seed").whole(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2),
                (int) root.get("repeats").whole(0, MOST_REPEATS),
                technologies,
                storm ? storms(root, count, cores) : scales(root, count * cores));
    }

    private static List<StormKind> storms(Value root, int hosts, double cores) {
        int slots = (int) root.get("slots").whole(0, MOST_INSTANCES);
        List<Provisioning> provisioning = new ArrayList<>();
        for (Value each : root.get("provision").someList()) {
            each.only(Keys.PROVISION);
            boolean none = each.get("time").nanos() == 0;
            provisioning.add(
                    new Provisioning(
                            each.get("name").text(),
                            none ? List.of() : StartReader.times(each),
                            each.has("parallel")
                                    ? (int) each.get("parallel").whole(1, MOST_HOSTS)
                                    : 1));
        }
        List<StormKind> kinds = new ArrayList<>();
        for (int instances : numbers(root.get("instances"), 1)) {
            for (Provisioning each : provisioning) {
                for (int warm : numbers(root.get("warm"), 0)) {
                    kinds.add(
                            new StormKind.Storm(
                                    new BootStorm(
                                            instances,
                                            hosts,
                                            cores,
                                            slots == 0 ? Integer.MAX_VALUE : slots,
                                            warm,
                                            root.get("claim").nanos(),
                                            root.get("template").nanos(),
                                            each)));
                }
            }
        }
        return kinds;
    }

    private static List<StormKind> scales(Value root, double cores) {
        Value burst = root.get("burst").only(Keys.BURST);
        double perSecond = root.get("rate").real(1e-6, MOST_RATE);
        double factor = burst.get("factor").real(1e-3, MOST_RATE);
        double lasts = burst.get("lasts").nanos();
        double until = root.get("until").nanos();
        double requests = perSecond * (until + Math.max(0, factor - 1) * lasts) / NANOS_PER_SECOND;
        if (requests > MOST_REQUESTS) {
            throw root.get("rate")
                    .error(
                            String.format(Locale.ROOT, "%.0f requests", requests),
                            "at most 20 million: a lower rate, or a shorter time");
        }
        Load load =
                new Load(
                        perSecond,
                        factor,
                        burst.get("after").nanos(),
                        lasts,
                        until,
                        Math.max(1, root.get("service").nanos()));
        int given = (int) root.get("most").whole(0, MOST_INSTANCES);
        int most = given == 0 ? Integer.MAX_VALUE : given;
        List<StormKind> kinds = new ArrayList<>();
        for (int keep : numbers(root.get("keep"), 0)) {
            if (keep > most) {
                throw root.get("keep").error(keep + " are more than most", "raise most");
            }
            kinds.add(
                    new StormKind.Scale(
                            load, new Scaling(keep, root.get("idle").nanos(), most, cores)));
        }
        return kinds;
    }

    private static List<Integer> numbers(Value list, int least) {
        return list.someList().stream()
                .map(each -> (int) each.whole(least, MOST_INSTANCES))
                .distinct()
                .toList();
    }
}
