package tare.harness.backend.namespace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tare.harness.backend.Instance;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Line;
import tare.harness.backend.Stages;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.probe.MemoryKills;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.journal.Journal;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.cgroup.ControlGroup;

/** A running container: a probe, and the cgroup that it is in. */
final class NamespaceInstance implements Instance {

    private final Kernel kernel;
    private final ProbeProcess process;
    private final Optional<ControlGroup> group;
    private final InstanceRoot root;
    private final String token;
    private final Journal journal;
    private final List<Journal.Entry> entries;
    private boolean closed;

    /**
     * @param entries of the journal, that of the process first
     */
    NamespaceInstance(
            Kernel kernel,
            ProbeProcess process,
            Optional<ControlGroup> group,
            InstanceRoot root,
            String token,
            Journal journal,
            List<Journal.Entry> entries) {
        this.kernel = kernel;
        this.process = process;
        this.group = group;
        this.root = root;
        this.token = token;
        this.journal = journal;
        this.entries = entries;
    }

    @Override
    public void awaitReady() {
        try {
            process.awaitReady();
        } catch (LaunchException e) {
            throw e.closing(this);
        }
    }

    @Override
    public void afterReady() {
        process.readCpu();
        process.record(entries.get(0), token);
    }

    @Override
    public boolean ping() {
        return process.ping();
    }

    @Override
    public Optional<Line> line() {
        return process.line();
    }

    @Override
    public Optional<String> obituary() {
        return process.obituary().map(end -> end + MemoryKills.told(group));
    }

    @Override
    public OptionalInt hostPid() {
        return OptionalInt.of(process.pid());
    }

    @Override
    public Stages stages() {
        return process.stages();
    }

    @Override
    public void endSoon() {
        process.hangUp();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            process.stop();
            if (group.isPresent()) {
                group.get().remove(kernel);
            }
            root.remove();
        } catch (NativeException | IOException e) {
            throw new LaunchException("stop", String.valueOf(e.getMessage()), "tare clean", e);
        }
        process.stopped();
        journal.doneAll(entries);
    }
}
