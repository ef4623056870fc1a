package tare.harness.backend.namespace;

import tare.harness.backend.Availability;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;

/** Found by one launch: whatever stands in its way is the reason. */
final class NamespaceAvailability {

    private final NamespaceKey key;
    private final NamespaceBackend backend;

    NamespaceAvailability(NamespaceKey key, NamespaceBackend backend) {
        this.key = key;
        this.backend = backend;
    }

    Availability find() {
        try (Launch launch = backend.prepare(InstanceSpec.named("trial"));
                Instance instance = launch.start()) {
            instance.awaitReady();
            return new Availability.Available(note());
        } catch (LaunchException e) {
            return new Availability.Unavailable(e.step() + ": " + e.why(), remedy(e));
        }
    }

    private String remedy(LaunchException failure) {
        if (!failure.remedy().isEmpty()) {
            return failure.remedy();
        }
        return key.has(Feature.USER)
                ? "allow user namespaces: sysctl user.max_user_namespaces, and on Ubuntu"
                        + " kernel.apparmor_restrict_unprivileged_userns"
                : "run as root, or use " + NamespaceKey.UNPRIVILEGED;
    }

    private String note() {
        return key.has(Feature.LIMITS) ? "" : "no limits on memory and tasks";
    }
}
