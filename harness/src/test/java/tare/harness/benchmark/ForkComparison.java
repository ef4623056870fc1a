package tare.harness.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import tare.harness.linux.Kernel;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.bare.BareFork;
import tare.harness.linux.kvm.bare.BareGuest;
import tare.harness.linux.kvm.bare.BareGuests;
import tare.harness.linux.kvm.bare.BareMachines;
import tare.harness.linux.kvm.bare.BareTemplate;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.Quantiles;
import tare.workloads.kernel.ForkPayload;
import tare.workloads.kernel.GuestPayload;

/**
 * What forking and rewinding a bare guest saves against starting one, each to the first act, all
 * four ways in every turn, in an order drawn anew:
 *
 * <pre>ForkComparison ROUNDS TURNS</pre>
 *
 * <p>Prints ratios of medians with 95 % intervals over rounds. Ends with 1 if a ratio's whole
 * interval is above what is allowed.
 */
public final class ForkComparison {

    private static final long HEAP_BYTES = 64L << 20;
    private static final int PAGES = 1_024;
    private static final int WARMUP = 300;
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private enum Way {
        COLD,
        COLD_AND_TOUCH,
        FORK,
        REWIND
    }

    private final BareTemplate template;
    private final BareGuests empty;
    private final BareGuests touching;
    private final BareFork rewound;

    private ForkComparison(KvmDevice device) {
        template = BareTemplate.freeze(device, ForkPayload.bytes(), HEAP_BYTES);
        empty =
                new BareGuests(
                        device,
                        BareMachines.unprivileged(device),
                        GuestPayload.READY.bytesForThisMachine());
        touching =
                new BareGuests(
                        device, BareTemplate.machine(device, HEAP_BYTES), ForkPayload.bytes());
        rewound = template.prepare(0);
        rewound.create();
        firstAct(rewound);
    }

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        int turns = Integer.parseInt(arguments[1]);
        try (KvmDevice device = KvmDevice.open(new Kernel(), KvmDevice.PATH)) {
            ForkComparison comparison = new ForkComparison(device);
            boolean within = comparison.compare(rounds, turns);
            comparison.close();
            if (!within) {
                System.exit(1);
            }
        }
    }

    private boolean compare(int rounds, int turns) {
        Random random = new Random(1);
        List<Way> order = new ArrayList<>(List.of(Way.values()));
        for (int i = 0; i < WARMUP; i++) {
            order.forEach(this::time);
        }
        Map<Way, List<double[]>> all = new EnumMap<>(Way.class);
        for (int round = 0; round < rounds; round++) {
            Map<Way, double[]> times = new EnumMap<>(Way.class);
            for (Way way : Way.values()) {
                times.put(way, new double[turns]);
                all.computeIfAbsent(way, w -> new ArrayList<>()).add(times.get(way));
            }
            for (int turn = 0; turn < turns; turn++) {
                Collections.shuffle(order, random);
                for (Way way : order) {
                    of(times, way)[turn] = time(way);
                }
            }
        }
        all.forEach(
                (way, times) ->
                        System.out.printf(
                                Locale.ROOT, "%s: %.1f us at p50%n", way, median(times) / 1e3));
        within("fork of an empty guest / cold", of(all, Way.FORK), of(all, Way.COLD), 10);
        boolean fork =
                within(
                        "fork / cold that touches " + PAGES + " pages",
                        of(all, Way.FORK),
                        of(all, Way.COLD_AND_TOUCH),
                        0.15);
        return within("rewind / cold", of(all, Way.REWIND), of(all, Way.COLD), 0.45) && fork;
    }

    private static <T> T of(Map<Way, T> all, Way way) {
        return Objects.requireNonNull(all.get(way));
    }

    private static boolean within(
            String what, List<double[]> own, List<double[]> other, double most) {
        BootstrapInterval ratio =
                BootstrapInterval.ofRatio(
                                other.toArray(double[][]::new),
                                own.toArray(double[][]::new),
                                BootstrapInterval.seed(what))
                        .orElseThrow(() -> new IllegalArgumentException("too few rounds"));
        System.out.printf(
                Locale.ROOT,
                "%s: %.3f (95 %% %.3f to %.3f), at most %.2f%n",
                what,
                ratio.estimate(),
                ratio.low(),
                ratio.high(),
                most);
        return ratio.low() <= most;
    }

    private double time(Way way) {
        return switch (way) {
            case COLD -> cold(empty, 0);
            case COLD_AND_TOUCH -> cold(touching, PAGES);
            case FORK -> fork();
            case REWIND -> rewind();
        };
    }

    private static double cold(BareGuests guests, long turns) {
        try (BareGuest guest = guests.prepare(0, turns)) {
            long start = System.nanoTime();
            guest.create();
            guest.arm(LIMIT_NANOS);
            boolean acted = guest.act();
            long end = System.nanoTime();
            guest.disarm();
            if (!acted) {
                throw new IllegalStateException(guest.describeExit());
            }
            return end - start;
        }
    }

    private double fork() {
        try (BareFork fork = template.prepare(0)) {
            long start = System.nanoTime();
            fork.create();
            return firstAct(fork) - start;
        }
    }

    private double rewind() {
        // As long as it stands at the template, there would be nothing to put back.
        rewound.askToTouch(16, 1);
        firstAct(rewound);
        rewound.settle();
        long start = System.nanoTime();
        rewound.rewind();
        return firstAct(rewound) - start;
    }

    /** When it acted. */
    private long firstAct(BareFork fork) {
        fork.arm(LIMIT_NANOS);
        boolean acted = fork.act();
        long end = System.nanoTime();
        fork.disarm();
        if (!acted || fork.stored() != template.act()) {
            throw new IllegalStateException("not the parent's act: " + fork.describeExit());
        }
        return end;
    }

    private void close() {
        rewound.close();
        template.close();
    }

    private static double median(List<double[]> rounds) {
        return Quantiles.median(rounds.stream().flatMapToDouble(Arrays::stream).toArray());
    }
}
