package tare.harness.backend.program;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.Reach;
import tare.harness.backend.Rung;
import tare.harness.backend.probe.ProbeLauncher;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** The probe by a runtime's command line. */
public final class ProgramBackend implements Backend {

    /** A probe ends at once when its control closes; its runtime then clears up. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Driver driver;
    private final Duration patience;
    private final BackendContext context;
    private final ProbeLauncher launcher;

    public ProgramBackend(Driver driver, BackendContext context) {
        this(driver, context, PATIENCE);
    }

    /** For tests of runtimes that hang. */
    ProgramBackend(Driver driver, BackendContext context, Duration patience) {
        this.driver = driver;
        this.patience = patience;
        this.context = context;
        this.launcher = new ProbeLauncher(context);
    }

    /** For whoever compares it with another way to run the same. */
    Driver driver() {
        return driver;
    }

    /** The same. */
    ProbeLauncher launcher() {
        return launcher;
    }

    @Override
    public String key() {
        return driver.key();
    }

    @Override
    public BackendClass backendClass() {
        return driver.backendClass();
    }

    @Override
    public String description() {
        return driver.description();
    }

    @Override
    public String channel() {
        return driver.channel();
    }

    @Override
    public Set<Capability> capabilities() {
        return driver.capabilities();
    }

    @Override
    public Set<Label> labels() {
        return driver.labels();
    }

    @Override
    public Reach reach() {
        return driver.reach().orElseGet(Backend.super::reach);
    }

    @Override
    public List<Rung> ladder() {
        return driver.ladder().stream()
                .map(rung -> rung.opened(spec -> launch(rung.driver(), spec)))
                .toList();
    }

    @Override
    public Availability probe() {
        return new ProgramAvailability(driver, this).find();
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        return launch(driver, spec);
    }

    private Launch launch(Driver launched, InstanceSpec spec) {
        return new ProgramLaunch(launched, context, launcher, spec, patience);
    }

    @Override
    public void close() {
        driver.close();
    }
}
