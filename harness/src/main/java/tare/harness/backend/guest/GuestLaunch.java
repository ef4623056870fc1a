package tare.harness.backend.guest;

import org.jspecify.annotations.Nullable;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.StageTimes;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.CpuSet;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.ThreadAffinity;

/** Stages: the guest is placed; then its first run. Undone: all of it. */
final class GuestLaunch implements Launch {

    private final MonotonicClock clock;
    private final Guest guest;
    private final InstanceSpec spec;
    private final StageTimes times;
    private final @Nullable ThreadAffinity affinity;
    private boolean over;

    GuestLaunch(MonotonicClock clock, Kernel kernel, Guest guest, InstanceSpec spec) {
        this.clock = clock;
        this.guest = guest;
        this.spec = spec;
        times = new StageTimes(clock, kernel);
        affinity =
                spec.cpus().isEmpty()
                        ? null
                        : new ThreadAffinity(kernel, CpuSet.parse(spec.cpus()));
        // Before t0: the guest is created on the CPU that it runs on, as a VMM's thread would be,
        // and the thread's own move there is none of the launch.
        if (affinity != null) {
            affinity.bind();
        }
    }

    @Override
    public Instance start() {
        if (over) {
            throw new IllegalStateException("a launch starts once");
        }
        over = true;
        times.start();
        try {
            guest.place();
        } catch (NativeException e) {
            times.close();
            restore();
            guest.close();
            throw refused(e);
        }
        times.created();
        return new GuestInstance(clock, guest, spec, affinity, times);
    }

    /** A request of KVM's that failed, with what mends it. */
    static LaunchException refused(NativeException e) {
        String remedy = "";
        if (e.errno() == Errno.EMFILE.number()) {
            remedy = "ulimit -n: each bare guest holds two descriptors while it lives";
        } else if (e.errno() == Errno.ENOMEM.number()) {
            remedy = "fewer instances, or a host or cgroup with more memory";
        } else if (e.errno() == Errno.EBUSY.number()) {
            remedy = "stop the other hypervisor (VirtualBox, VMware) that holds the processor";
        }
        return new LaunchException(e.call(), Errno.describe(e.errno()), remedy, e);
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            times.close();
            restore();
            guest.close();
        }
    }

    private void restore() {
        if (affinity != null) {
            affinity.restore();
        }
    }
}
