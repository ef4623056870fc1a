package tare.harness.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tare.harness.linux.Kernel;
import tare.harness.linux.ResourceLimit;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.bare.BareFork;
import tare.harness.linux.kvm.bare.BareGuest;
import tare.harness.linux.kvm.bare.BareGuests;
import tare.harness.linux.kvm.bare.BareTemplate;
import tare.workloads.kernel.ForkPayload;

/**
 * What one more live clone of one 64 MiB parent takes, against an idle cold guest with a slot of
 * the same size, by the account of the memory cgroup that this process is in (kernel memory
 * included):
 *
 * <pre>ForkMemory ACCOUNT_FILE CLONES PAGES</pre>
 *
 * <p>Clones and cold guests are made in blocks that take turns, all stay alive, and each block's
 * growth is one sample of the slope. PAGES are written to in each clone; what diverged is counted
 * from the kernel's page map. Prints (slope per clone) − (slope per cold guest) − (diverged pages ×
 * 4 KiB) with a 95 % interval by resampling blocks; ends with 1 if the interval is above 64 KiB.
 */
public final class ForkMemory {

    private static final long HEAP_BYTES = 64L << 20;
    private static final long PAGE = 4_096;
    private static final double MOST_BYTES = 64 << 10;
    private static final int BLOCKS = 20;
    private static final int WARMUP = 60;
    private static final int RESAMPLES = 10_000;
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private final Path account;
    private final BareTemplate template;
    private final BareGuests cold;
    private final int pages;
    private final List<BareFork> clones = new ArrayList<>();
    private final List<BareGuest> guests = new ArrayList<>();

    private ForkMemory(KvmDevice device, Path account, int pages) {
        this.account = account;
        this.pages = pages;
        template = BareTemplate.freeze(device, ForkPayload.bytes(), HEAP_BYTES);
        cold =
                new BareGuests(
                        device, BareTemplate.machine(device, HEAP_BYTES), ForkPayload.bytes());
    }

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[1]);
        Kernel kernel = new Kernel();
        long descriptors = ResourceLimit.of(kernel, ResourceLimit.Kind.DESCRIPTORS).soft();
        long needed = 4L * (count + WARMUP) + 200;
        if (descriptors < needed) {
            System.out.println("not measured: ulimit -n is " + descriptors + ", " + needed);
            System.exit(1);
        }
        try (KvmDevice device = KvmDevice.open(kernel, KvmDevice.PATH)) {
            ForkMemory memory =
                    new ForkMemory(device, Path.of(arguments[0]), Integer.parseInt(arguments[2]));
            boolean within = memory.measure(count);
            memory.close();
            if (!within) {
                System.exit(1);
            }
        }
    }

    private boolean measure(int count) throws IOException {
        block(WARMUP, true);
        block(WARMUP, false);
        int size = count / BLOCKS;
        double[] perClone = new double[BLOCKS];
        double[] perGuest = new double[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            boolean cloneFirst = i % 2 == 0;
            double first = block(size, cloneFirst);
            double second = block(size, !cloneFirst);
            perClone[i] = cloneFirst ? first : second;
            perGuest[i] = cloneFirst ? second : first;
        }
        long diverged = clones.stream().mapToLong(BareFork::divergedPages).sum();
        double divergedBytes = (double) diverged * PAGE / clones.size();
        double[] differences = resampled(perClone, perGuest);
        double difference = mean(perClone) - mean(perGuest) - divergedBytes;
        System.out.printf(
                Locale.ROOT,
                "%d clones alive: %.1f KiB each; %d idle cold guests: %.1f KiB each; diverged: %.2f"
                        + " pages a clone%n",
                clones.size(),
                mean(perClone) / 1024,
                guests.size(),
                mean(perGuest) / 1024,
                (double) diverged / clones.size());
        double low = differences[(int) (0.025 * RESAMPLES)] - divergedBytes;
        double high = differences[(int) (0.975 * RESAMPLES)] - divergedBytes;
        System.out.printf(
                Locale.ROOT,
                "clone - cold guest - diverged pages: %.1f KiB (95 %% %.1f to %.1f), at most %.0f%n",
                difference / 1024,
                low / 1024,
                high / 1024,
                MOST_BYTES / 1024);
        return low <= MOST_BYTES;
    }

    /** Makes so many more; what each took. */
    private double block(int size, boolean clone) throws IOException {
        long before = usedBytes();
        for (int i = 0; i < size; i++) {
            if (clone) {
                clones.add(liveClone());
            } else {
                guests.add(liveGuest());
            }
        }
        return (double) (usedBytes() - before) / size;
    }

    private BareFork liveClone() {
        BareFork fork = template.prepare(0);
        fork.create();
        fork.arm(LIMIT_NANOS);
        boolean acted = fork.act() && fork.stored() == template.act();
        if (pages > 0) {
            fork.askToTouch(pages, 1);
            acted &= fork.act();
        }
        fork.disarm();
        if (!acted) {
            throw new IllegalStateException(fork.describeExit());
        }
        return fork;
    }

    private BareGuest liveGuest() {
        BareGuest guest = cold.prepare(0, 0);
        guest.create();
        guest.arm(LIMIT_NANOS);
        boolean acted = guest.act();
        guest.disarm();
        if (!acted) {
            throw new IllegalStateException(guest.describeExit());
        }
        return guest;
    }

    private long usedBytes() throws IOException {
        return Long.parseLong(Files.readString(account).strip());
    }

    /** Differences of the means of resampled blocks, sorted. */
    private static double[] resampled(double[] a, double[] b) {
        Random random = new Random(1);
        return java.util.stream.IntStream.range(0, RESAMPLES)
                .mapToDouble(i -> mean(drawn(a, random)) - mean(drawn(b, random)))
                .sorted()
                .toArray();
    }

    private static double[] drawn(double[] values, Random random) {
        return random.ints(values.length, 0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private void close() {
        clones.forEach(BareFork::close);
        guests.forEach(BareGuest::close);
        template.close();
    }
}
