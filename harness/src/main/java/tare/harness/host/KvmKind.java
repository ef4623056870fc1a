package tare.harness.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.bare.BareGuest;
import tare.harness.linux.kvm.bare.BareGuests;
import tare.harness.linux.kvm.bare.BareMachines;
import tare.results.failure.HostError;
import tare.results.model.Label;
import tare.workloads.kernel.GuestPayload;

/**
 * What this host's KVM is, as measured: the same loop runs in a bare guest at ring 0 and at ring 3.
 * Without hardware assistance KVM emulates ring 0 one instruction after the other, which is
 * thousands of times slower; names of modules and processors would have to be known in advance.
 *
 * @param kind which of the four
 * @param ringRatio turns per second of the ring-0 loop over those of the ring-3 loop; empty where
 *     nothing was measured
 * @param evidence what the kind rests on, in one sentence
 */
public record KvmKind(Kind kind, OptionalDouble ringRatio, String evidence) {

    /** The kinds, by the names in result files. */
    public enum Kind {
        NONE("none"),
        HARDWARE("hardware"),
        NESTED("nested"),
        SOFTWARE_PAGING("software-paging");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The word written in result files. */
        public String id() {
            return id;
        }

        /** What every cell carries that was measured on such a KVM. */
        public Set<Label> labels() {
            return switch (this) {
                case NONE, HARDWARE -> Set.of();
                case NESTED -> Set.of(Label.NESTED_KVM);
                case SOFTWARE_PAGING -> Set.of(Label.SOFTWARE_PAGING);
            };
        }
    }

    /** Hardware is near 1, emulation near 0.0003: anything between is far from both. */
    private static final double EMULATED_BELOW = 0.1;

    /** A run must take this long, so that leaving the guest (some 20 µs) does not count. */
    private static final long LONG_ENOUGH_NANOS = 1_000_000;

    private static final long FIRST_TURNS = 64;
    private static final long GROWTH = 4;
    private static final long MOST_TURNS = 1L << 24;
    private static final int REPEATS = 3;

    /** Bound on all runs of one guest. */
    private static final long LIMIT_NANOS = 1_000_000_000;

    /**
     * Measures; takes some 20 ms. Never throws for what the host lacks: that is {@link Kind#NONE}
     * with the reason as evidence.
     *
     * @param device {@link KvmDevice#PATH} but in tests
     */
    public static KvmKind measure(Kernel kernel, MonotonicClock clock, Path device) {
        try (KvmDevice kvm = KvmDevice.open(kernel, device)) {
            byte[] loop = GuestPayload.LOOP.bytesForThisMachine();
            Optional<Machine> privileged = BareMachines.privileged(kvm);
            if (privileged.isEmpty()) {
                return of(OptionalDouble.empty(), "no ring to compare on this architecture");
            }
            double ring3 = nanosPerTurn(kvm, clock, BareMachines.unprivileged(kvm), loop);
            double ring0 = nanosPerTurn(kvm, clock, privileged.get(), loop);
            String turns =
                    String.format(
                            Locale.ROOT,
                            "a loop's turn takes %.2f ns at ring 0, %.2f ns at ring 3",
                            ring0,
                            ring3);
            return of(OptionalDouble.of(ring3 / ring0), turns);
        } catch (HostError e) {
            return none(e.why());
        } catch (NativeException e) {
            return none("a bare guest cannot be run: " + e.getMessage());
        } catch (IOException e) {
            return none("what KVM runs on cannot be read: " + e.getMessage());
        }
    }

    private static KvmKind none(String why) {
        return new KvmKind(Kind.NONE, OptionalDouble.empty(), why);
    }

    private static KvmKind of(OptionalDouble ratio, String measured) throws IOException {
        boolean inside = insideMachine();
        Kind kind = inside ? Kind.NESTED : Kind.HARDWARE;
        if (ratio.isPresent() && ratio.getAsDouble() < EMULATED_BELOW) {
            kind = Kind.SOFTWARE_PAGING;
        }
        String where = inside ? "inside a virtual machine" : "not inside a virtual machine";
        return new KvmKind(kind, ratio, measured + "; " + where + "; modules: " + modules());
    }

    private static double nanosPerTurn(
            KvmDevice kvm, MonotonicClock clock, Machine machine, byte[] loop) {
        try (BareGuest guest = new BareGuests(kvm, machine, loop).prepare(0, 1)) {
            guest.create();
            guest.arm(LIMIT_NANOS);
            try {
                // The first run pays for page faults.
                timedRun(guest, clock);
                return nanosPerTurn(turns -> timedRun(guest, clock, turns));
            } finally {
                guest.disarm();
            }
        }
    }

    /**
     * From runs that are long enough at their shortest: one that the host held up says nothing.
     *
     * @param run nanoseconds of a run of so many turns
     */
    static double nanosPerTurn(LongUnaryOperator run) {
        long turns = FIRST_TURNS;
        while (true) {
            long best = run.applyAsLong(turns);
            for (int i = 1; i < REPEATS && best >= LONG_ENOUGH_NANOS; i++) {
                best = Math.min(best, run.applyAsLong(turns));
            }
            if (best >= LONG_ENOUGH_NANOS || turns >= MOST_TURNS) {
                return (double) best / turns;
            }
            turns *= GROWTH;
        }
    }

    private static long timedRun(BareGuest guest, MonotonicClock clock, long turns) {
        guest.restart(turns);
        return timedRun(guest, clock);
    }

    private static long timedRun(BareGuest guest, MonotonicClock clock) {
        long start = clock.nanos();
        boolean acted = guest.act();
        long nanos = clock.nanos() - start;
        if (!acted) {
            throw new HostError(
                    "the kind of KVM is unknown", "bare guest", guest.describeExit(), "");
        }
        return nanos;
    }

    /** CPUID's hypervisor bit as the kernel shows it, or on Arm the device tree's node. */
    private static boolean insideMachine() throws IOException {
        if (Files.isDirectory(Path.of("/proc/device-tree/hypervisor"))) {
            return true;
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .limit(1)
                    .anyMatch(line -> List.of(line.split(" ", -1)).contains("hypervisor"));
        }
    }

    private static String modules() throws IOException {
        try (Stream<Path> list = Files.list(Path.of("/sys/module"))) {
            return list.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("kvm(_.*)?"))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }
}
