package tare.harness.backend.namespace;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.Rung;
import tare.harness.backend.probe.ProbeLauncher;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** The probe in a container of Tare's own making. */
final class NamespaceBackend implements Backend {

    private final NamespaceKey key;
    private final BackendContext context;
    private final ProbeLauncher launcher;
    private final Groups groups = new Groups();
    private final List<NamespaceBackend> rungs = new ArrayList<>();

    NamespaceBackend(NamespaceKey key, BackendContext context) {
        this.key = key;
        this.context = context;
        this.launcher = new ProbeLauncher(context);
    }

    @Override
    public String key() {
        return key.toString();
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.CONTAINER;
    }

    @Override
    public String description() {
        String all = "the probe in a container made by one tape of system calls";
        return key.equals(NamespaceKey.FULL) ? all : all + ", with what the key leaves on";
    }

    @Override
    public String channel() {
        return "pipe";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.copyOf(Capability.probing(key.has(Feature.LIMITS)));
        all.add(Capability.PROGRAM);
        if (key.has(Feature.PROC)) {
            // Without a root of its own it would see the host's /proc, in which it has no place.
            all.add(Capability.JVM);
        }
        return all;
    }

    @Override
    public Set<Label> labels() {
        return key.has(Feature.NETWORK) ? Set.of() : Set.of(Label.SHARED_NETWORK);
    }

    @Override
    public Availability probe() {
        return new NamespaceAvailability(key, this).find();
    }

    @Override
    public List<Rung> ladder() {
        return NamespaceLadder.of(
                key,
                rung -> {
                    NamespaceBackend backend = new NamespaceBackend(rung, context);
                    rungs.add(backend);
                    return backend;
                });
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        return new NamespaceLaunch(key, context, launcher, groups, spec);
    }

    @Override
    public void close() {
        rungs.forEach(NamespaceBackend::close);
        rungs.clear();
        launcher.close();
    }
}
