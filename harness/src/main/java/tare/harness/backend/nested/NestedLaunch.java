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
 * Stages: the request is written. All else is the agent's, which tells what failed and has then
 * left nothing.
 */
final class NestedLaunch implements Launch {

    private final MonotonicClock clock;
    private final BootedGuest guest;
    private final InstanceSpec spec;
    private final int id;
    private final ThreadCpu cpu;
    private String request;
    private boolean over;

    NestedLaunch(MonotonicClock clock, BootedGuest guest, InstanceSpec spec) {
        this.clock = clock;
        this.guest = guest;
        this.spec = spec;
        this.id = guest.take();
        this.cpu = new ThreadCpu(new Kernel());
        this.request =
                "S "
                        + id
                        + " "
                        + spec.spinNanos()
                        + " "
                        + spec.memoryLimitBytes()
                        + " "
                        + spec.maximumTasks();
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
                new NestedInstance.Begun(cpu, cpuStartNanos, startNanos, createdNanos));
    }

    private void free() {
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
