package tare.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.experiment.Density;
import tare.harness.experiment.Footprint;
import tare.harness.experiment.Storm;
import tare.harness.host.HostMemory;
import tare.harness.run.Profile;
import tare.harness.run.RunRequest;
import tare.results.model.HostFact;
import tare.results.model.RunResult;
import tare.simulators.backtest.Backtest;

/**
 * What a back-test measures where no result is given: few instances with starts one after the
 * other, storms at low rates, then crowds and storms at any rate.
 *
 * @param backends keys
 * @param loads what the user said of loads, by the plan's names
 */
record BacktestRuns(
        List<String> backends,
        Profile profile,
        OptionalLong seed,
        SortedMap<String, String> loads) {

    /** Of a crowd that is foretold, unless said otherwise. */
    private static final int MOST = 8_000;

    /** Of a crowd that foretells: so many that a process each shows in the host's memory. */
    private static final int FEW = 600;

    private static final String FEW_LADDER = "0,25,50,100";

    /** Shares of the throughput that boot foretells. */
    private static final double[] LOW_SHARES = {0.1, 0.4};

    /** So long that the kernel's ticks of 10 ms tell what a start takes of the cores. */
    private static final String LOW_MILLIS = "2000";

    /** The floor is set so that about so much of the most instances fit: memory is the limit. */
    private static final double SHARE_OF_MOST = 0.6;

    /** A backend whose starts take long gets so much time for a crowd. */
    private static final double CROWD_SECONDS = 20;

    /** Of the host's memory, for a crowd. */
    private static final int LEAST_PERCENT = 2;

    private static final int LOWEST_FLOOR = 10;
    private static final double PERCENT = 100;

    /** Those of the defaults that need no runtime: process, namespace and kvm in some form. */
    static List<String> defaults() {
        return new Wiring()
                .registry().defaultKeys(new TreeMap<>()).stream()
                        .filter(key -> key.matches("process|kvm|namespace(\\+[a-z-]+)?"))
                        .toList();
    }

    /** Few instances, and starts one after the other. */
    RunRequest few() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put(Footprint.LADDER, FEW_LADDER);
        settings.put(Footprint.ROUNDS, "2");
        settings.put(Density.MOST, Integer.toString(Math.min(FEW, most())));
        settings.put(Density.ROUNDS, "3");
        return request(List.of("boot", "footprint", "density"), settings);
    }

    /**
     * Storms at low rates, and as fast as launchers can. Instances live as long as in those that
     * are foretold: how many others are alive is part of what a start costs.
     */
    RunRequest low(SortedMap<String, String> rates) {
        SortedMap<String, String> settings = new TreeMap<>(rates);
        Optional.ofNullable(loads.get(Storm.MOST))
                .ifPresent(most -> settings.put(Storm.MOST, most));
        settings.put(Storm.ARRIVALS, "poisson");
        settings.put(Storm.ROUNDS, "2");
        settings.put(Storm.RATE_MILLIS, LOW_MILLIS);
        return request(List.of("storm"), settings);
    }

    /** Crowds until a floor of memory, and storms up to what the launchers can do. */
    RunRequest many(SortedMap<String, String> floors) {
        SortedMap<String, String> settings = new TreeMap<>(loads);
        settings.putAll(floors);
        settings.put(Storm.ARRIVALS, "poisson");
        settings.put(Storm.ROUNDS, "3");
        settings.put(Density.ROUNDS, "2");
        settings.putIfAbsent(Density.MOST, Integer.toString(most()));
        settings.putIfAbsent(Density.SECONDS, "60");
        return request(List.of("density", "storm"), settings);
    }

    private int most() {
        return Integer.parseInt(loads.getOrDefault(Density.MOST, Integer.toString(MOST)));
    }

    private RunRequest request(List<String> experiments, SortedMap<String, String> settings) {
        return new RunRequest(
                experiments,
                backends,
                List.of(),
                profile,
                OptionalInt.of(3),
                seed,
                "auto",
                settings);
    }

    /** For each backend two rates that are far below what it can do. */
    static SortedMap<String, String> lowRates(RunResult few) {
        SortedMap<String, String> rates = new TreeMap<>();
        for (String backend : few.plan().backends()) {
            Backtest.startsPerSecond(few, backend)
                    .ifPresent(
                            most -> {
                                List<String> low = new ArrayList<>();
                                for (double share : LOW_SHARES) {
                                    low.add(
                                            String.format(
                                                    Locale.ROOT,
                                                    "%.1f",
                                                    Math.max(0.1, share * most)));
                                }
                                rates.put(Storm.RATES + "/" + backend, String.join(",", low));
                            });
        }
        return rates;
    }

    /**
     * For each backend the most instances, and a floor of memory that is met by about three in five
     * of them; never below what the user keeps.
     */
    SortedMap<String, String> floors(RunResult small) {
        SortedMap<String, String> settings = new TreeMap<>();
        for (String backend : small.plan().backends()) {
            int most = most(small, backend);
            settings.put(Density.MOST + "/" + backend, Integer.toString(most));
            floor(small, backend, most)
                    .ifPresent(
                            floor ->
                                    settings.put(
                                            Density.FLOOR + "/" + backend,
                                            Integer.toString(floor)));
        }
        return settings;
    }

    private int most(RunResult small, String backend) {
        OptionalDouble perSecond = Backtest.startsPerSecond(small, backend);
        double affordable = perSecond.orElse(MOST) * CROWD_SECONDS;
        return (int) Math.max(1, Math.min(most(), affordable));
    }

    private OptionalInt floor(RunResult small, String backend, int most) {
        OptionalDouble each = Backtest.instanceBytes(small, backend);
        OptionalDouble available = Backtest.availableBytes(small, backend);
        String total = small.host().value(HostFact.MEMORY_TOTAL_BYTES);
        if (each.isEmpty() || available.isEmpty() || !total.matches("[0-9]{1,18}")) {
            return OptionalInt.empty();
        }
        double now = Math.min(available.getAsDouble(), (double) HostMemory.read().availableBytes());
        double bytes = Long.parseLong(total);
        double left = now - SHARE_OF_MOST * most * each.getAsDouble();
        // Some is theirs at least, also where the host has a little less by then.
        int floor =
                (int)
                        Math.min(
                                Math.ceil(PERCENT * left / bytes),
                                Math.floor(PERCENT * now / bytes) - LEAST_PERCENT);
        int lowest =
                Integer.parseInt(loads.getOrDefault(Density.FLOOR, Integer.toString(LOWEST_FLOOR)));
        return OptionalInt.of(Math.max(lowest, floor));
    }

    /** What is foretold, before it is measured. */
    String words(RunResult small, SortedMap<String, String> floors) {
        StringBuilder text = new StringBuilder();
        for (String backend : small.plan().backends()) {
            OptionalDouble rate = Backtest.startsPerSecond(small, backend);
            OptionalDouble each = Backtest.instanceBytes(small, backend);
            text.append("Foretold of ").append(backend).append(':');
            rate.ifPresent(
                    most -> text.append(String.format(Locale.ROOT, " %.1f starts a second", most)));
            each.ifPresent(
                    bytes -> text.append(", ").append(Quantity.bytes(bytes)).append(" each"));
            String floor = floors.get(Density.FLOOR + "/" + backend);
            if (floor != null) {
                text.append(", until ").append(floor).append(" % of the memory is what is left");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
