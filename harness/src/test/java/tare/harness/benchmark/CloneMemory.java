package tare.harness.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.run.Workplace;
import tare.results.statistics.Quantiles;

/**
 * Where the memory of forked machines goes, against idle ones that booted cold, by two accounts
 * that do not know of each other: what each instance's own memory cgroup is charged, kernel memory
 * included, and what the kernel says of each mapping of its process (proc_pid_smaps(5)):
 *
 * <pre>CloneMemory CLONES COLD</pre>
 *
 * <p>All are alive at once. Prints medians, and (clone) − (cold guest without its memory) − (pages
 * of the guest that the clone no longer shares): what forking itself costs.
 */
public final class CloneMemory {

    private static final String FORKED = "qemu-fork";
    private static final String COLD = "qemu:q35-tcg";
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String V1 = "/sys/fs/cgroup/memory";
    private static final String V2 = "/sys/fs/cgroup";

    /** What is as large is the guest's memory, unless it is executed: QEMU's translated code. */
    private static final long GUEST_KIB = 127 << 10;

    private CloneMemory() {}

    public static void main(String[] arguments) throws IOException {
        int clones = Integer.parseInt(arguments[0]);
        int cold = Integer.parseInt(arguments[1]);
        try (Workplace place =
                Workplace.open(
                        StateDirectory.open(),
                        new Kernel(),
                        MonotonicClock.system(),
                        "m" + ProcessHandle.current().pid(),
                        Workplace.Sharing.CONCURRENT)) {
            Registry registry = Registry.embedded();
            try (Backend forked = registry.open(FORKED, place.context());
                    Backend booted = registry.open(COLD, place.context())) {
                compare(forked, clones, booted, cold);
            }
        }
    }

    /**
     * One process's, in KiB.
     *
     * @param charged to its memory cgroup
     * @param guest pages of the guest's memory that are its own
     * @param own QEMU's, other than those
     * @param kernel memory of the kernel's among what is charged; not a number where that is not
     *     told apart
     * @param tables its page tables
     */
    private record Account(double charged, double guest, double own, double kernel, double tables) {
        /** Charged, but in no mapping or table. */
        double rest() {
            return charged - guest - own - tables;
        }
    }

    private static void compare(Backend forked, int clones, Backend booted, int cold)
            throws IOException {
        List<Instance> live = new ArrayList<>();
        try {
            List<Account> guests = weighed(booted, cold, live);
            List<Account> all = weighed(forked, clones, live);
            System.out.printf(
                    Locale.ROOT,
                    "KiB, medians of %d clones and of %d cold guests, all alive:%n",
                    all.size(),
                    guests.size());
            line("charged to its cgroup", all, guests, Account::charged);
            line("guest's memory that is its own", all, guests, Account::guest);
            line("QEMU's own memory", all, guests, Account::own);
            line("page tables", all, guests, Account::tables);
            line("charged, but none of these", all, guests, Account::rest);
            line("kernel's among what is charged", all, guests, Account::kernel);
            double own = median(guests, Account::charged) - median(guests, Account::guest);
            System.out.printf(
                    Locale.ROOT,
                    "clone - cold guest without its memory - pages not shared: %.0f KiB%n",
                    median(all, Account::charged) - own - median(all, Account::guest));
        } finally {
            live.forEach(Instance::close);
        }
    }

    private static void line(
            String name,
            List<Account> clones,
            List<Account> guests,
            ToDoubleFunction<Account> kib) {
        System.out.printf(
                Locale.ROOT, "%-34s %9.0f %9.0f%n", name, median(clones, kib), median(guests, kib));
    }

    private static double median(List<Account> accounts, ToDoubleFunction<Account> kib) {
        return Quantiles.median(accounts.stream().mapToDouble(kib).toArray());
    }

    private static List<Account> weighed(Backend backend, int count, List<Instance> live)
            throws IOException {
        List<Account> accounts = new ArrayList<>();
        List<Instance> these = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InstanceSpec spec =
                    new InstanceSpec("weighed" + live.size(), 0, 64L << 20, 32, "", BOUND);
            try (Launch launch = backend.prepare(spec)) {
                Instance instance = launch.start();
                live.add(instance);
                these.add(instance);
                instance.awaitReady();
                instance.afterReady();
            }
        }
        for (Instance instance : these) {
            accounts.add(account(instance.hostPid().orElseThrow()));
        }
        return accounts;
    }

    private static Account account(int pid) throws IOException {
        double guest = 0;
        double own = 0;
        boolean ofGuest = false;
        boolean executed = false;
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
            String[] words = line.split("\\s+", -1);
            if (words[0].contains("-")) {
                // The mapping's first line: addresses, then what may be done with it.
                executed = words[1].contains("x");
            } else if (words[0].equals("Size:")) {
                ofGuest = Long.parseLong(words[1]) >= GUEST_KIB && !executed;
            } else if (words[0].equals("Anonymous:")) {
                // Copies of its own: what is read of the parent's file, or of a library's, is not.
                double kib = Double.parseDouble(words[1]);
                guest += ofGuest ? kib : 0;
                own += ofGuest ? 0 : kib;
            }
        }
        Path group = group(pid);
        boolean first = Files.exists(group.resolve("memory.usage_in_bytes"));
        return new Account(
                kib(group.resolve(first ? "memory.usage_in_bytes" : "memory.current")),
                guest,
                own,
                first ? kib(group.resolve("memory.kmem.usage_in_bytes")) : Double.NaN,
                status(pid, "VmPTE:"));
    }

    private static double status(int pid, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToDouble(line -> Double.parseDouble(line.split("\\s+", -1)[1]))
                .findFirst()
                .orElseThrow();
    }

    private static Path group(int pid) throws IOException {
        String unified = "";
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (List.of(parts[1].split(",")).contains("memory")) {
                return Path.of(V1 + parts[2]);
            }
            if (parts[1].isEmpty()) {
                unified = parts[2];
            }
        }
        return Path.of(V2 + unified);
    }

    private static double kib(Path file) throws IOException {
        return Double.parseDouble(Files.readString(file).strip()) / 1024;
    }
}
