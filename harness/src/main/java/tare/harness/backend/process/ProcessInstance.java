package tare.harness.backend.process;

import java.util.Optional;
import java.util.OptionalInt;
import tare.harness.backend.Instance;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Line;
import tare.harness.backend.Stages;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.journal.Journal;
import tare.harness.linux.NativeException;

/** A running probe. */
final class ProcessInstance implements Instance {

    private final ProbeProcess process;
    private final String token;
    private final Journal.Entry entry;
    private boolean closed;

    ProcessInstance(ProbeProcess process, String token, Journal.Entry entry) {
        this.process = process;
        this.token = token;
        this.entry = entry;
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
        process.record(entry, token);
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
        } catch (NativeException e) {
            throw new LaunchException("stop", String.valueOf(e.getMessage()), "tare clean", e);
        }
        process.stopped();
        entry.done();
    }
}
