package tare.simulators.scenario.file;

import java.util.ArrayList;
import java.util.List;
import tare.simulators.migration.Evacuation;
import tare.simulators.migration.Guest;
import tare.simulators.migration.PostCopy;
import tare.simulators.migration.PreCopy;
import tare.simulators.scenario.MigrationScenario;
import tare.simulators.scenario.MigrationScenario.Kind;
import tare.simulators.scenario.MigrationScenario.Way;

/** Makes a scenario of live migration of a tree that has everything written out. */
final class MigrationReader {

    static final String[] KEYS = {
        "model",
        "name",
        "question",
        "guests",
        "way",
        "count",
        "atOnce",
        "sources",
        "targets",
        "network",
        "downtime",
        "leave",
        "rounds",
        "resume",
        "state",
        "roundTrip",
        "page"
    };

    static final String[] GUEST = {"name", "memory", "dirty", "writable", "touched", "touch"};

    static final String PRE_COPY = "pre-copy";
    static final String AUTO_CONVERGE = "auto-converge";
    static final String POST_COPY = "post-copy";
    static final List<String> WAYS = List.of(PRE_COPY, AUTO_CONVERGE, POST_COPY);

    private static final int MOST_GUESTS = 10_000;
    private static final int MOST_ROUNDS = 100_000;
    private static final double NANOS = 1e9;

    private final Value root;

    MigrationReader(Value root) {
        this.root = root;
    }

    MigrationScenario read() {
        root.only(KEYS);
        root.get("model").word(List.of("migration"));
        double speed = above0(root.get("network"));
        List<Way> ways =
                root.get("way").oneOrMore().stream()
                        .map(value -> value.word(WAYS))
                        .distinct()
                        .map(name -> way(name, speed))
                        .toList();
        List<Evacuation> network = new ArrayList<>();
        for (Value value : root.get("atOnce").oneOrMore()) {
            network.add(
                    new Evacuation(
                            whole("sources"),
                            whole("targets"),
                            speed,
                            (int) value.whole(1, MOST_GUESTS)));
        }
        return new MigrationScenario(
                root.get("name").text(),
                root.get("question").text(),
                guests(),
                ways,
                whole("count"),
                network.stream().distinct().toList());
    }

    private int whole(String key) {
        return (int) root.get(key).whole(1, MOST_GUESTS);
    }

    private Way way(String name, double speed) {
        double resume = root.get("resume").nanos() / NANOS;
        if (name.equals(POST_COPY)) {
            PostCopy rules =
                    new PostCopy(
                            speed,
                            root.get("state").bytes(),
                            root.get("roundTrip").nanos() / NANOS,
                            above0(root.get("page")),
                            resume);
            return new Way(
                    name,
                    kind ->
                            new Evacuation.Way.MachineFirst(
                                    rules, kind.touchedBytes(), kind.touchSeconds()));
        }
        PreCopy rules =
                new PreCopy(
                        speed,
                        root.get("leave").bytes(),
                        root.get("downtime").nanos() / NANOS,
                        (int) root.get("rounds").whole(1, MOST_ROUNDS),
                        resume,
                        name.equals(AUTO_CONVERGE));
        return new Way(name, kind -> new Evacuation.Way.MemoryFirst(rules));
    }

    private List<Kind> guests() {
        List<Kind> guests = new ArrayList<>();
        for (Value value : root.get("guests").someList()) {
            value.only(GUEST);
            double memory = above0(value.get("memory"));
            double touch = value.get("touch").nanos() / NANOS;
            if (touch <= 0) {
                throw value.get("touch").error("it is 0", "give a time, for example 10 s");
            }
            guests.add(
                    new Kind(
                            value.get("name").text(),
                            new Guest(
                                    memory,
                                    value.get("dirty").bytes(),
                                    within(value.get("writable"), memory)),
                            within(value.get("touched"), memory),
                            touch));
        }
        if (guests.stream().map(Kind::name).distinct().count() < guests.size()) {
            throw root.get("guests").error("two have one name", "give each a name of its own");
        }
        return guests;
    }

    private static double above0(Value value) {
        long bytes = value.bytes();
        if (bytes == 0) {
            throw value.error("it is 0", "give some bytes, for example 1 GiB");
        }
        return bytes;
    }

    private static double within(Value value, double memory) {
        long bytes = value.bytes();
        if (bytes > memory) {
            throw value.error("it is more than the machine's memory", "give at most its memory");
        }
        return bytes;
    }
}
