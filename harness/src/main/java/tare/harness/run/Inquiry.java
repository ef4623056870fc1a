package tare.harness.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;

/**
 * Asks backends whether they can be launched here, one after the other. Every launch has a deadline
 * of its own; what is bounded here is everything around it, such as a daemon that never answers.
 */
public final class Inquiry {

    /** Longer than a backend's own deadlines together: those say better what hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final MonotonicClock clock;
    private final Duration patience;

    public Inquiry(MonotonicClock clock) {
        this(clock, PATIENCE);
    }

    Inquiry(MonotonicClock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Launches an instance, and closes the backend. */
    public Candidate ask(Backend backend) {
        return bounded(
                backend,
                () -> {
                    try (backend) {
                        return new Candidate(backend, backend.probe());
                    }
                });
    }

    /** The same, with the time that one more launch takes: slow backends get fewer. */
    Candidate askAndTime(Backend backend) {
        return bounded(
                backend,
                () -> {
                    try (backend) {
                        return timed(backend);
                    }
                });
    }

    private Candidate timed(Backend backend) {
        long asked = clock.nanos();
        Availability availability = backend.probe();
        long first = clock.nanos() - asked;
        if (!availability.available()) {
            return new Candidate(backend, availability);
        }
        long start = clock.nanos();
        try (Launch launch = backend.prepare(InstanceSpec.named("cost"));
                Instance instance = launch.start()) {
            instance.awaitReady();
        } catch (LaunchException e) {
            String reason = e.step() + ": " + e.why();
            return new Candidate(backend, new Availability.Unavailable(reason, e.remedy()));
        }
        long next = clock.nanos() - start;
        return new Candidate(backend, availability, next, Math.max(0, first - next));
    }

    /** A thread that got no answer is left behind; what it made is in the journal. */
    private Candidate bounded(Backend backend, Callable<Candidate> question) {
        FutureTask<Candidate> answer = new FutureTask<>(question);
        Thread thread = new Thread(answer, "tare-inquiry");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return silent(backend, "it gave no answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silent(backend, "the question was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        }
    }

    private static Candidate silent(Backend backend, String reason) {
        return new Candidate(backend, new Availability.Unavailable(reason, "tare clean"));
    }
}
