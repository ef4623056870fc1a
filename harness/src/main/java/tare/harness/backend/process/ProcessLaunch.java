package tare.harness.backend.process;

import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.SyscallTape;

/** Stages: pipes, clone, descriptors, signals, execve. Undone: pipes and child. */
final class ProcessLaunch implements Launch {

    private final ProbeLauncher launcher;
    private final InstanceSpec spec;
    private final ProbeTape tape;
    private final ProbeProcess process;
    private final String token;
    private final Journal.Entry entry;
    private boolean played;
    private boolean over;

    ProcessLaunch(BackendContext context, ProbeLauncher launcher, InstanceSpec spec) {
        this.launcher = launcher;
        this.spec = spec;
        this.token = launcher.token(spec);
        this.tape = launcher.tape(spec, made -> addSteps(context, made));
        this.process = new ProbeProcess(launcher, spec);
        this.entry = context.journal().intend(new Resource.RunningProcess(token, 0, 0));
    }

    private void addSteps(BackendContext context, ProbeTape made) {
        made.resetSignals();
        if (spec.program().isPresent()) {
            made.execute(spec.program().get(), token);
        } else {
            String probe = ProbeRoot.in(context.directory()).probe().toString();
            made.execute(probe, token, spec);
        }
    }

    /** For tests that make a step fail. */
    SyscallTape tape() {
        return tape.tape();
    }

    @Override
    public Instance start() {
        try {
            played = true;
            launcher.start(tape, process, spec);
        } catch (LaunchException e) {
            close();
            throw e;
        }
        over = true;
        launcher.putBack(tape, spec);
        return new ProcessInstance(process, token, entry);
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            if (played) {
                tape.tape().close();
            } else {
                launcher.putBack(tape, spec);
            }
            process.release();
            entry.done();
        }
    }
}
