package tare.harness.backend;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same for backends that take seconds to open, because they boot something before the first
 * launch: the tests of the class have one {@link #availableBackend} together, in a directory of its
 * own. Each launches, which shows that it has outlived the test before. What is left at all is
 * found when it is closed, after the last. {@link #context} is the test's own as ever, for further
 * backends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SharedBackendContract extends BackendContract {

    @TempDir static Path lasting;

    @Override
    BackendContext contextOfTheBackend() {
        return new BackendContext(runId, clock, journal, lasting);
    }

    /** Slow to open is slow to start, and more so where others work: that is no failure. */
    @Override
    protected InstanceSpec spec() {
        InstanceSpec spec = super.spec();
        return new InstanceSpec(
                spec.name(),
                spec.spinNanos(),
                spec.memoryLimitBytes(),
                spec.maximumTasks(),
                spec.cpus(),
                Duration.ofSeconds(40));
    }

    /** Not yet. */
    @Override
    @AfterEach
    void afterEach() {}

    @AfterAll
    void afterAll() {
        closeBackend();
    }
}
