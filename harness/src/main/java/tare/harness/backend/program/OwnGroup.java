package tare.harness.backend.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Kernel;
import tare.harness.linux.cgroup.ControlGroup;
import tare.harness.linux.cgroup.Removal;

/**
 * The control group of one instance where the runtime makes none: made and joined by steps of the
 * tape before the runtime is executed, so that runtime and instance are in it.
 */
public final class OwnGroup {

    private final Kernel kernel;
    private final InstanceSpec spec;
    private final ControlGroup limits;
    private final List<Path> others;

    /**
     * @param limits bears the instance's name
     * @param others directories without limits, in other trees
     */
    OwnGroup(Kernel kernel, InstanceSpec spec, ControlGroup limits, List<Path> others) {
        this.kernel = kernel;
        this.spec = spec;
        this.limits = limits;
        this.others = List.copyOf(others);
    }

    /** Adds the steps: part of the measured path. */
    public void addTo(ProbeTape tape) {
        limits.directories().forEach(tape::makeDirectory);
        others.forEach(tape::makeDirectory);
        tape.write("limit memory", limits.memoryLimitFile(), "" + spec.memoryLimitBytes());
        tape.write("limit tasks", limits.taskLimitFile(), "" + spec.maximumTasks());
        limits.joinFiles().forEach(file -> tape.write("join " + file, file, "0"));
        for (Path directory : others) {
            Path file = directory.resolve("cgroup.procs");
            tape.write("join " + file, file, "0");
        }
    }

    /**
     * Takes it away, with whatever is in it and below it; idempotent.
     *
     * @throws IOException if a member does not die or a directory stays
     */
    public void sweep() throws IOException {
        for (Path directory : limits.directories()) {
            Removal.removeOrKill(kernel, directory);
        }
        for (Path directory : others) {
            Removal.removeOrKill(kernel, directory);
        }
    }
}
