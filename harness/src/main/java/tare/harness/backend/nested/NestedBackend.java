package tare.harness.backend.nested;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.program.Driver;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/**
 * Containers in a guest that is booted with the first launch, outside of its figure, and again if
 * it dies, or is to have other CPUs or more memory than it was given.
 */
final class NestedBackend implements Backend {

    private final String key;
    private final Inner inner;
    private final BackendContext context;
    private final LatestPipes pipes = new LatestPipes();
    private final Driver driver;
    private @Nullable BootedGuest guest;
    private int boots;

    NestedBackend(String key, Inner inner, Outer outer, BackendContext context) {
        this.key = key;
        this.inner = inner;
        this.context = context;
        this.driver =
                outer.opening()
                        .open(context, inner.initramfs(), "agent-" + inner.key() + ".cpio", pipes);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.STACKED;
    }

    @Override
    public String description() {
        return inner.description()
                + " inside a guest of "
                + driver.key()
                + "'s that is booted once, outside of the figures; from the request on the guest's"
                + " line to the probe's byte";
    }

    @Override
    public String channel() {
        return "guest's serial line, by the agent";
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.probing(true);
    }

    @Override
    public Set<Label> labels() {
        EnumSet<Label> labels = EnumSet.of(Label.STACKED);
        labels.addAll(driver.labels());
        return labels;
    }

    @Override
    public Availability probe() {
        return new NestedAvailability(inner, driver, this).find();
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        return NestedLaunch.prepare(context.clock(), guestFor(spec), inner, spec);
    }

    /** The guest, booted if there is none that can hold the instance. */
    private BootedGuest guestFor(InstanceSpec spec) {
        BootedGuest known = guest;
        if (known != null && known.dead()) {
            guest = null;
            Optional<LaunchException> death = known.untoldDeath();
            known = null;
            if (death.isPresent()) {
                throw death.get();
            }
        }
        if (known != null && !known.fits(spec)) {
            if (!known.idle()) {
                throw new LaunchException(
                        "guest",
                        "it was given other CPUs, or less memory, and containers live in it",
                        "launch instances with other resources one after the other",
                        null);
            }
            guest = null;
            known.close();
            known = null;
        }
        if (known == null) {
            inner.obstacle()
                    .ifPresent(
                            missing -> {
                                throw new LaunchException(
                                        inner.key(), missing.reason(), missing.remedy(), null);
                            });
            // The key, since other backends of this JVM may have guests of their own; the pid,
            // since
            // other JVMs of the same run may.
            String name =
                    "outer-"
                            + key.replace(':', '-')
                            + "-"
                            + ProcessHandle.current().pid()
                            + "-"
                            + boots++;
            known =
                    BootedGuest.boot(
                            driver, pipes, context, inner, BootedGuest.around(spec, inner, name));
            guest = known;
            known.rehearse(spec);
        }
        return known;
    }

    /** For tests. */
    @Nullable BootedGuest guest() {
        return guest;
    }

    @Override
    public void close() {
        BootedGuest known = guest;
        guest = null;
        if (known != null) {
            known.close();
        }
        driver.close();
    }
}
