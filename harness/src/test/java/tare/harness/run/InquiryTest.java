package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.results.model.BackendClass;
import tare.results.model.Label;

class InquiryTest {

    private static final Availability YES = new Availability.Available("");

    private static final class Answering implements Backend {

        private final Supplier<Availability> answer;
        private boolean closed;

        Answering(Supplier<Availability> answer) {
            this.answer = answer;
        }

        @Override
        public String key() {
            return "answering";
        }

        @Override
        public BackendClass backendClass() {
            return BackendClass.PROCESS;
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public String channel() {
            return "pipe";
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }

        @Override
        public Set<Label> labels() {
            return Set.of();
        }

        @Override
        public Availability probe() {
            return answer.get();
        }

        @Override
        public Launch prepare(InstanceSpec spec) {
            throw new LaunchException("prepare", "it cannot", "mend it", null);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Inquiry inquiry = new Inquiry(MonotonicClock.system(), Duration.ofSeconds(60));

    @Test
    void givesTheAnswerAndClosesTheBackend() {
        Answering backend = new Answering(() -> YES);
        assertSame(YES, inquiry.ask(backend).availability());
        assertTrue(backend.closed);
    }

    @Test
    void takesAFailedLaunchForUnavailable() {
        assertEquals(
                new Availability.Unavailable("prepare: it cannot", "mend it"),
                inquiry.askAndTime(new Answering(() -> YES)).availability());
    }

    @Test
    void doesNotWaitForEver() {
        CountDownLatch never = new CountDownLatch(1);
        Answering hanging =
                new Answering(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return YES;
                        });
        Candidate candidate =
                new Inquiry(MonotonicClock.system(), Duration.ofMillis(20)).ask(hanging);
        assertTrue(
                candidate.availability() instanceof Availability.Unavailable absent
                        && absent.reason().startsWith("it gave no answer within"),
                candidate.toString());
        never.countDown();
    }

    @Test
    void hidesNoBug() {
        IllegalStateException bug = new IllegalStateException("bug");
        Answering backend =
                new Answering(
                        () -> {
                            throw bug;
                        });
        assertSame(bug, assertThrows(IllegalStateException.class, () -> inquiry.ask(backend)));
        assertTrue(backend.closed);
    }

    @Test
    void wrapsNoError() {
        StackOverflowError bug = new StackOverflowError();
        Answering backend =
                new Answering(
                        () -> {
                            throw bug;
                        });
        assertSame(bug, assertThrows(StackOverflowError.class, () -> inquiry.ask(backend)));
    }
}
