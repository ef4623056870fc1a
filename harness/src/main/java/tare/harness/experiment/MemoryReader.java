package tare.harness.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.HostMemory;
import tare.harness.host.MemoryCgroup;
import tare.harness.host.Settling;
import tare.harness.journal.Journal;
import tare.harness.linux.Kernel;
import tare.results.failure.HostError;
import tare.results.failure.OutputError;
import tare.results.model.Outcome;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/**
 * Reads the two accounts of the small footprint side by side: the charge of a memory cgroup made
 * for it, kernel memory included, and the kernel's MemAvailable.
 */
final class MemoryReader implements AutoCloseable {

    private final @Nullable MemoryCgroup cgroup;
    private final Settling settling;

    private MemoryReader(@Nullable MemoryCgroup cgroup, Settling settling) {
        this.cgroup = cgroup;
        this.settling = settling;
    }

    /** Makes the cgroup where this process may; else only MemAvailable is read. */
    static MemoryReader open(String name, Kernel kernel, Journal journal, MonotonicClock clock) {
        try {
            return new MemoryReader(
                    MemoryCgroup.create("tare-" + name, kernel, journal).orElse(null),
                    new Settling(clock));
        } catch (IOException e) {
            throw new HostError(
                    "cannot make a memory cgroup", name, String.valueOf(e.getMessage()), "", e);
        }
    }

    /** Why the cgroup's account is missing; empty if it is there. */
    Optional<Outcome.Absent> cgroupAbsence() {
        return cgroup != null
                ? Optional.empty()
                : Optional.of(
                        new Outcome.Absent(
                                Outcome.Kind.SKIPPED,
                                "this user cannot make a memory cgroup, and MemAvailable alone is"
                                        + " too noisy for a slope",
                                "run as root"));
    }

    /** Charges what the process allocates from now on, and all that it starts. */
    void enclose(long pid) throws IOException {
        if (cgroup != null) {
            cgroup.add(Math.toIntExact(pid));
        }
    }

    /** Waits until the account stands still, then reads both. */
    Reading settledReading(Settling.Criterion criterion) {
        MemoryCgroup charged = cgroup;
        Settling.Settled settled =
                settling.await(
                        charged == null
                                ? () -> (double) HostMemory.read().availableBytes()
                                : charged::memoryBytes,
                        criterion);
        OptionalDouble charge =
                charged == null ? OptionalDouble.empty() : OptionalDouble.of(settled.last());
        return reading(charge, settled);
    }

    private static Reading reading(OptionalDouble charge, Settling.Settled settled) {
        HostMemory host = HostMemory.read();
        return new Reading(
                charge, (double) host.availableBytes(), (double) host.kernelBytes(), settled);
    }

    /** Reads both as they are now: on the way, where waiting would be part of what is measured. */
    Reading reading() {
        try {
            OptionalDouble charge =
                    cgroup == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of((double) cgroup.memoryBytes());
            return reading(
                    charge, new Settling.Settled(List.of(), true, Settling.Criterion.MEMORY));
        } catch (IOException e) {
            throw new HostError("cannot read the charge of a cgroup", "", e.toString(), "", e);
        }
    }

    @Override
    public void close() {
        try {
            if (cgroup != null) {
                cgroup.close();
            }
        } catch (IOException e) {
            throw new OutputError(
                    "cannot remove a memory cgroup",
                    "",
                    String.valueOf(e.getMessage()),
                    "tare clean",
                    e);
        }
    }

    /**
     * One reading of the accounts that are not of single processes.
     *
     * @param cgroupBytes charge of the cgroup, where there is one
     * @param availableBytes what the kernel thinks could still be allocated
     * @param kernelBytes what the kernel holds for itself, of the whole host
     * @param settled how it settled
     */
    record Reading(
            OptionalDouble cgroupBytes,
            double availableBytes,
            double kernelBytes,
            Settling.Settled settled) {

        /** Says so if the reading did not stand still. */
        Optional<Warning> warning(String where) {
            return settled.settled()
                    ? Optional.empty()
                    : Optional.of(
                            new Warning(
                                    WarningKind.NOISY_ROUND,
                                    String.format(
                                            Locale.ROOT,
                                            "%s: memory did not settle in %d readings",
                                            where,
                                            settled.readings().size())));
        }
    }
}
