package tare.harness.backend.nested;

import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.ThreadCpu;
import tare.workloads.agent.Agent;

/**
 * Stages: the request is written. What is prepared before that is outside of the figures. All else
 * is the agent's, which tells what failed and has then left nothing.
 */
final class NestedLaunch implements Launch {

    private final MonotonicClock clock;
    private final BootedGuest guest;
    private final Inner inner;
    private final InstanceSpec spec;
    private final int id;
    private final ThreadCpu cpu;
    private String request;
    private boolean prepared;
    private boolean over;

    private NestedLaunch(
            MonotonicClock clock, BootedGuest guest, Inner inner, InstanceSpec spec, int id) {
        this.clock = clock;
        this.guest = guest;
        this.inner = inner;
        this.spec = spec;
        this.id = id;
        this.cpu = new ThreadCpu(new Kernel());
        this.request = inner.starting(id, spec);
    }

    /**
     * Has the agent do what comes before the start.
     *
     * @throws LaunchException why it could not; the guest is ended then
     */
    static NestedLaunch prepare(
            MonotonicClock clock, BootedGuest guest, Inner inner, InstanceSpec spec) {
        NestedLaunch launch = new NestedLaunch(clock, guest, inner, spec, guest.take());
        try {
            inner.preparing(launch.id, spec).ifPresent(launch::ask);
            return launch;
        } catch (LaunchException e) {
            guest.tellDeath();
            launch.over = true;
            launch.free();
            throw e;
        }
    }

    private void ask(String preparing) {
        guest.say(preparing);
        Answer answer = guest.answer(each -> each.about(id, preparing.charAt(0)));
        if (answer.failed()) {
            // Nothing of the spec's makes it fail: something that was to be gone is in its way.
            throw guest.die(answer.failure());
        }
        prepared = true;
    }

    /** For tests: a request that is not sent. */
    void spoil() {
        request = "S".repeat(Agent.LONGEST_REQUEST);
    }

    @Override
    public Instance start() {
        if (over) {
            throw new IllegalStateException("a launch starts once");
        }
        over = true;
        // Before t0, since it is a system call of the instrument's and not of the launch.
        long cpuStartNanos = cpu.nanos();
        long startNanos = clock.nanos();
        try {
            guest.say(request);
        } catch (LaunchException e) {
            guest.tellDeath();
            free();
            throw e;
        }
        long createdNanos = clock.nanos();
        return new NestedInstance(
                clock,
                guest,
                spec,
                id,
                new NestedInstance.Begun(inner, cpu, cpuStartNanos, startNanos, createdNanos));
    }

    private void free() {
        if (prepared && !guest.dead()) {
            guest.takeAway(id);
        }
        cpu.close();
        guest.give(id);
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            free();
        }
    }
}
