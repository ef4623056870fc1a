package tare.harness.backend.nested;

import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.initramfs.Initramfs;

/** The full set of namespaces, by the agent's own calls. */
record NamespaceInner() implements Inner {

    @Override
    public String key() {
        return "namespace";
    }

    @Override
    public String description() {
        return "the full set of namespace, with limits, by an agent";
    }

    @Override
    public Optional<Availability.Unavailable> obstacle() {
        return Optional.empty();
    }

    @Override
    public Initramfs initramfs() {
        return Initramfs.ofAgent();
    }

    @Override
    public String remedy(String words) {
        return "";
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public String laying() {
        return "L 1";
    }

    @Override
    public int rehearsals() {
        return 0;
    }

    @Override
    public Optional<String> preparing(int id, InstanceSpec spec) {
        return Optional.empty();
    }

    @Override
    public String starting(int id, InstanceSpec spec) {
        return "S " + declared(id, spec);
    }

    /** A container's number and what was declared, as requests have it. */
    static String declared(int id, InstanceSpec spec) {
        return id
                + " "
                + spec.spinNanos()
                + " "
                + spec.memoryLimitBytes()
                + " "
                + spec.maximumTasks();
    }
}
