package tare.harness.backend.guest;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Diverging;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.StageTimes;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Errno;
import tare.harness.linux.NativeException;
import tare.harness.linux.ThreadAffinity;

/** A guest; it runs only inside {@link #awaitReady} and {@link #ping}, on the calling thread. */
final class GuestInstance implements Instance {

    private final MonotonicClock clock;
    private final Guest guest;
    private final InstanceSpec spec;
    private final @Nullable ThreadAffinity affinity;
    private final StageTimes times;
    private boolean bound;

    GuestInstance(
            MonotonicClock clock,
            Guest guest,
            InstanceSpec spec,
            @Nullable ThreadAffinity affinity,
            StageTimes times) {
        this.clock = clock;
        this.guest = guest;
        this.spec = spec;
        this.affinity = affinity;
        this.times = times;
        this.bound = affinity != null;
    }

    @Override
    public void awaitReady() {
        try {
            long actedNanos = run(times.leftNanos(spec.deadline()));
            if (actedNanos == Stages.UNSEEN) {
                throw new LaunchException("first run", guest.describeExit(), "", null);
            }
            Optional<String> complaint = guest.complaint();
            if (complaint.isPresent()) {
                throw new LaunchException("first act", complaint.get(), "", null);
            }
            times.ready(actedNanos);
        } catch (NativeException e) {
            throw failure(e).closing(this);
        } catch (LaunchException e) {
            throw e.closing(this);
        }
    }

    /** Runs the guest until it acts; when that was, or {@link Stages#UNSEEN} if it did not. */
    private long run(long limitNanos) {
        guest.arm(Math.max(1, limitNanos));
        try {
            boolean acted = guest.act();
            return acted ? clock.nanos() : Stages.UNSEEN;
        } finally {
            guest.disarm();
        }
    }

    @Override
    public void afterReady() {
        times.readTareCpu();
        leave();
    }

    /** Lets the thread run where it might before the launch. Idempotent. */
    private void leave() {
        if (bound) {
            bound = false;
            Objects.requireNonNull(affinity).restore();
        }
    }

    @Override
    public void rest() {
        try {
            guest.rest();
        } catch (NativeException e) {
            throw GuestLaunch.refused(e);
        }
    }

    private LaunchException failure(NativeException e) {
        if (e.errno() == Errno.ETIMEDOUT.number()) {
            return new LaunchException(
                    "first run",
                    "the guest did not act within " + spec.deadline().toMillis() + " ms",
                    "",
                    e);
        }
        return GuestLaunch.refused(e);
    }

    @Override
    public boolean ping() {
        if (!times.isReady() || times.isStopping()) {
            return false;
        }
        leave();
        if (affinity != null) {
            affinity.bind();
            bound = true;
        }
        try {
            return run(spec.deadline().toNanos()) != Stages.UNSEEN && guest.answers();
        } catch (NativeException e) {
            if (e.errno() == Errno.ETIMEDOUT.number()) {
                return false;
            }
            throw GuestLaunch.refused(e);
        } finally {
            leave();
        }
    }

    @Override
    public Optional<Diverging> diverging() {
        return times.isReady() && !times.isStopping() ? guest.diverging() : Optional.empty();
    }

    /** None: the guest is part of this process. */
    @Override
    public OptionalInt hostPid() {
        return OptionalInt.empty();
    }

    @Override
    public Stages stages() {
        return times.stages();
    }

    @Override
    public void close() {
        if (times.isStopping()) {
            return;
        }
        leave();
        times.stopRequested();
        try {
            guest.close();
        } catch (NativeException e) {
            throw GuestLaunch.refused(e);
        }
        times.stopped();
        times.close();
    }
}
