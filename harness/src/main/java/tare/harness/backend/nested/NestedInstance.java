package tare.harness.backend.nested;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.ThreadCpu;

/** A container in the guest; the agent knows it by its number. */
final class NestedInstance implements Instance {

    /**
     * What the launch has seen.
     *
     * @param inner what was started
     * @param cpu of the launching thread
     * @param cpuStartNanos what it showed just before {@code startNanos}
     * @param startNanos before the request was written
     * @param createdNanos after that
     */
    record Begun(
            Inner inner, ThreadCpu cpu, long cpuStartNanos, long startNanos, long createdNanos) {

        private LaunchException explained(LaunchException failure) {
            return new LaunchException(
                    failure.step(), failure.why(), inner.remedy(failure.why()), failure.getCause());
        }
    }

    private final MonotonicClock clock;
    private final BootedGuest guest;
    private final InstanceSpec spec;
    private final int id;
    private final Begun begun;
    private final Thread starter = Thread.currentThread();
    private long readyNanos = Stages.UNSEEN;
    private long stopRequestedNanos = Stages.UNSEEN;
    private long stoppedNanos = Stages.UNSEEN;
    private long tareCpuNanos = Stages.UNSEEN;
    private boolean alive = true;

    NestedInstance(
            MonotonicClock clock, BootedGuest guest, InstanceSpec spec, int id, Begun begun) {
        this.clock = clock;
        this.guest = guest;
        this.spec = spec;
        this.id = id;
        this.begun = begun;
    }

    @Override
    public void awaitReady() {
        try {
            Answer answer = started();
            if (answer.failed()) {
                alive = answer.probeEnded();
                throw begun.explained(answer.failure());
            }
            readyNanos = answer.nanos();
        } catch (LaunchException e) {
            guest.tellDeath();
            close();
            throw e;
        }
    }

    private Answer started() {
        return guest.await(mine('R'), begun.startNanos() + spec.deadline().toNanos())
                .orElseThrow(
                        () ->
                                new LaunchException(
                                        "ready byte",
                                        "none within " + spec.deadline().toMillis() + " ms",
                                        "",
                                        null));
    }

    private Predicate<Answer> mine(char kind) {
        return answer -> answer.about(id, kind);
    }

    @Override
    public void afterReady() {
        if (Thread.currentThread() == starter) {
            tareCpuNanos = begun.cpu().nanos() - begun.cpuStartNanos();
        }
    }

    @Override
    public boolean ping() {
        if (readyNanos == Stages.UNSEEN || stopRequestedNanos != Stages.UNSEEN || guest.dead()) {
            return false;
        }
        try {
            guest.say("Q " + id);
            Optional<Answer> answer =
                    guest.await(mine('A'), clock.nanos() + spec.deadline().toNanos());
            return answer.isPresent() && !answer.get().failed();
        } catch (LaunchException e) {
            // The guest is dead; the next launch tells why.
            return false;
        }
    }

    /** What the guest's kernel says of its first process, for tests. */
    String facts() {
        guest.say("V " + id);
        Answer answer = guest.answer(mine('V'));
        if (answer.failed()) {
            throw answer.failure();
        }
        return String.join(" ", answer.words());
    }

    /** None: the host sees what plays the guest. */
    @Override
    public OptionalInt hostPid() {
        return OptionalInt.empty();
    }

    @Override
    public Stages stages() {
        return new Stages(
                begun.startNanos(),
                begun.createdNanos(),
                Stages.UNSEEN,
                readyNanos,
                stopRequestedNanos,
                stoppedNanos,
                Stages.UNSEEN,
                tareCpuNanos);
    }

    /**
     * Has it taken away; a guest that is dead, or cannot do that and is ended, has left nothing.
     */
    @Override
    public void close() {
        if (stopRequestedNanos != Stages.UNSEEN) {
            return;
        }
        stopRequestedNanos = clock.nanos();
        stoppedNanos = alive ? guest.takeAway(id) : clock.nanos();
        guest.give(id);
        begun.cpu().close();
    }
}
