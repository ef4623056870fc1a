package tare.harness.backend.process;

import java.util.EnumSet;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.probe.ProbeLauncher;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** The probe as a plain process. */
final class ProcessBackend implements Backend {

    private final BackendContext context;
    private final ProbeLauncher launcher;

    ProcessBackend(BackendContext context) {
        this.context = context;
        this.launcher = new ProbeLauncher(context);
    }

    @Override
    public String key() {
        return ProcessRoom.KEY;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.PROCESS;
    }

    @Override
    public String description() {
        return "the probe by clone and execve, without isolation: the baseline";
    }

    @Override
    public String channel() {
        return "pipe";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.PROBE, Capability.CALIBRATION, Capability.PROGRAM, Capability.JVM);
    }

    @Override
    public Set<Label> labels() {
        return Set.of();
    }

    @Override
    public Availability probe() {
        return new ProcessAvailability(this).find();
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        return new ProcessLaunch(context, launcher, spec);
    }

    @Override
    public void close() {
        launcher.close();
    }
}
