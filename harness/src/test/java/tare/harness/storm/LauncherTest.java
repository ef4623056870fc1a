package tare.harness.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.Capability;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.LaunchSession;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** A launcher goes on whatever becomes of single instances, and leaves none. */
class LauncherTest {

    private static final MonotonicClock CLOCK = MonotonicClock.system();

    private final Flaky backend = new Flaky();

    private static LaunchSession session(Backend backend) {
        Path nowhere = Path.of("/nonexistent");
        return new LaunchSession(
                new ForkSettings(
                        "t",
                        "flaky",
                        new TreeMap<>(),
                        "x",
                        nowhere,
                        nowhere,
                        nowhere,
                        0,
                        List.of(),
                        0,
                        0,
                        "",
                        ""),
                backend,
                CLOCK);
    }

    @Test
    void failuresAreCountedAndTheRestGoesOn() {
        Counters counters = Counters.alone();
        long[] due = new long[60];
        for (int i = 0; i < due.length; i++) {
            due[i] = i * 20_000L;
        }
        OpenDemand demand = new OpenDemand(CLOCK.nanos(), due, 60_000_000_000L, 100, counters);
        Launcher launcher = new Launcher(session(backend), CLOCK);
        launcher.serve(demand, 100_000);
        Part part = demand.part();
        assertEquals(20, part.failedStarts(), "every third start fails");
        assertEquals(40, part.begun().size());
        assertEquals(8, part.failedStops(), "every fifth stop fails");
        assertEquals(60, counters.next());
        assertEquals(0, counters.live());
        assertEquals(40, backend.closed.size(), "each that lived was told to stop");
        assertEquals(backend.prepared, backend.started + backend.unused, "no launch is left over");
    }

    @Test
    void aClosedLoopEndsAndLeavesNothing() {
        Launcher launcher = new Launcher(session(backend), CLOCK);
        long now = CLOCK.nanos();
        ClosedDemand demand = new ClosedDemand(now, now + 5_000_000, 0, 3);
        launcher.serve(demand, 100_000);
        assertEquals(0, backend.alive, "all are stopped");
        assertTrue(backend.mostAlive <= 3, "no more at once than may");
    }

    /** All are due at once and over at once: taking away waits, but for no more than so many. */
    @Test
    void startsGoBeforeWhatIsLeftToTakeAway() {
        serve(new long[300]);
        assertTrue(backend.mostAlive > 30 && backend.mostAlive <= 34, "" + backend.mostAlive);
    }

    /** What takes long to take away is not put off. */
    @Test
    void longStopsAreNotOwed() {
        backend.stopNanos = Launcher.MOST_OWED_NANOS;
        serve(new long[12]);
        assertEquals(1, backend.mostAlive);
    }

    private void serve(long[] due) {
        OpenDemand demand =
                new OpenDemand(CLOCK.nanos(), due, 60_000_000_000L, 100, Counters.alone());
        new Launcher(session(backend), CLOCK).serve(demand, 0);
        assertEquals(due.length * 2 / 3, demand.part().begun().size());
        assertEquals(due.length * 2 / 3, backend.closed.size());
    }

    /** Every third start fails, and every fifth stop. */
    private static final class Flaky implements Backend {

        private final List<String> closed = new ArrayList<>();
        private int prepared;
        private int started;
        private int unused;
        private int alive;
        private int mostAlive;
        private long stopNanos;

        @Override
        public Launch prepare(InstanceSpec spec) {
            prepared++;
            return new Launch() {
                private boolean over;

                @Override
                public Instance start() {
                    over = true;
                    started++;
                    if (started % 3 == 0) {
                        throw new LaunchException("clone", "EAGAIN", "", null);
                    }
                    alive++;
                    mostAlive = Math.max(mostAlive, alive);
                    return new One(spec.name());
                }

                @Override
                public void close() {
                    if (!over) {
                        over = true;
                        unused++;
                    }
                }
            };
        }

        private final class One implements Instance {

            private final String name;
            private final long startNanos = CLOCK.nanos();

            One(String name) {
                this.name = name;
            }

            @Override
            public void awaitReady() {
                // It is.
            }

            @Override
            public boolean ping() {
                return true;
            }

            @Override
            public OptionalInt hostPid() {
                return OptionalInt.empty();
            }

            @Override
            public Stages stages() {
                long none = Stages.UNSEEN;
                return new Stages(startNanos, none, none, CLOCK.nanos(), none, none, none, none);
            }

            @Override
            public void close() {
                closed.add(name);
                alive--;
                long until = CLOCK.nanos() + stopNanos;
                while (CLOCK.nanos() < until) {
                    Thread.onSpinWait();
                }
                if (closed.size() % 5 == 0) {
                    throw new LaunchException("stop", "EBUSY", "", null);
                }
            }
        }

        @Override
        public String key() {
            return "flaky";
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
            return "none";
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
            return new Availability.Available("");
        }
    }
}
