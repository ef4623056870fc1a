package tare.harness.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.fork.LaunchingJvm;
import tare.harness.fork.Leash;

/**
 * One launch per iteration, from t0 to the ready byte. JMH times the same span from outside, which
 * checks Tare's own figure; everything that is not the launch happens between iterations.
 *
 * <p>Public members are what JMH's generated code needs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LaunchBenchmark {

    /** Exit status of a fork whose driver is gone; nobody is there to read it. */
    private static final int ORPHANED = 1;

    private @Nullable LaunchingJvm jvm;
    private @Nullable Launch launch;
    private @Nullable Instance instance;
    private int next;

    /** Opens the backend and warms its launch path. */
    @Setup(Level.Trial)
    public void open() {
        // JMH's fork notices a dead driver only when it next reports; instances would live until
        // then.
        Leash.hold(System.in, () -> Runtime.getRuntime().halt(ORPHANED));
        LaunchingJvm opened = LaunchingJvm.open();
        jvm = opened;
        next = opened.settings().firstIndex();
        try {
            opened.warmUp();
        } catch (LaunchException e) {
            throw closed(e, opened); // it has said why
        }
    }

    /** Prepares the next launch of the schedule, or one more of warm-up. */
    @Setup(Level.Iteration)
    public void prepare(IterationParams iteration) {
        LaunchingJvm opened = opened();
        boolean measured = iteration.getType() == IterationType.MEASUREMENT;
        try {
            launch = measured ? opened.prepareScheduled(next) : opened.prepareMore();
        } catch (LaunchException e) {
            throw given(e, opened);
        }
    }

    /** The measured path. */
    @Benchmark
    public Instance launch() {
        try {
            @SuppressWarnings("NullAway") // prepare() ran: a check here would be measured
            Instance started = launch.start();
            instance = started;
            started.awaitReady();
            return started;
        } catch (LaunchException e) {
            throw given(e, opened());
        }
    }

    /** Says why no more samples follow. */
    private LaunchException given(LaunchException e, LaunchingJvm opened) {
        opened.fail(e);
        return closed(e, opened);
    }

    /**
     * Closes what is open: JMH calls no tear-down after a failure, and daemons would stay for the
     * rounds to come.
     */
    private LaunchException closed(LaunchException e, LaunchingJvm opened) {
        Instance left = instance;
        instance = null;
        jvm = null;
        try (opened) {
            if (left != null) {
                left.close();
            }
        } catch (RuntimeException more) {
            e.addSuppressed(more);
        }
        return e;
    }

    /** Takes the instance away and writes its sample down. */
    @TearDown(Level.Iteration)
    public void close(IterationParams iteration) {
        Instance ended = instance;
        instance = null;
        if (ended == null) {
            return; // the launch failed, and has said so
        }
        LaunchingJvm opened = opened();
        try {
            ended.afterReady();
            ended.close();
        } catch (LaunchException e) {
            throw given(e, opened);
        }
        if (iteration.getType() == IterationType.MEASUREMENT) {
            opened.record(next++, ended.stages(), ended.layers());
        }
    }

    /** Leaves nothing. */
    @TearDown(Level.Trial)
    public void end() {
        LaunchingJvm opened = jvm;
        if (opened != null) {
            opened.close();
        }
    }

    private LaunchingJvm opened() {
        LaunchingJvm opened = jvm;
        if (opened == null) {
            throw new IllegalStateException("JMH did not call open()");
        }
        return opened;
    }
}
