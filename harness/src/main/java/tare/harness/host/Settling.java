package tare.harness.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tare.harness.clock.MonotonicClock;
import tare.results.failure.MeasurementError;

/** Reads a quantity until it stands still. The one place of Tare where a thread sleeps. */
public final class Settling {

    private final MonotonicClock clock;
    private final Pause pause;

    /** Waiting between two readings. */
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /** A quantity to read. */
    public interface Reading {
        double take() throws IOException;
    }

    /**
     * When a quantity stands still.
     *
     * @param relativeSpread the largest of the last readings may exceed the smallest by at most
     *     this part of the largest magnitude among them, for example 0.01
     * @param consecutive how many readings that is, at least 2
     * @param interval time between readings
     * @param deadline time in all; at least {@code consecutive} readings are taken even so
     */
    public record Criterion(
            double relativeSpread, int consecutive, Duration interval, Duration deadline) {

        public Criterion {
            if (consecutive < 2) {
                throw new IllegalArgumentException("one reading cannot stand still");
            }
        }

        /** 0.5 % over 3 readings 50 ms apart, for 5 s at most: for memory charges. */
        public static final Criterion MEMORY =
                new Criterion(0.005, 3, Duration.ofMillis(50), Duration.ofSeconds(5));
    }

    /**
     * What came of it.
     *
     * @param readings all, in order
     * @param settled whether the criterion was met before the deadline
     */
    public record Settled(List<Double> readings, boolean settled, Criterion criterion) {

        public Settled {
            readings = List.copyOf(readings);
        }

        /** The last reading. */
        public double last() {
            return readings.get(readings.size() - 1);
        }
    }

    public Settling(MonotonicClock clock) {
        this(clock, time -> Thread.sleep(time.toMillis()));
    }

    Settling(MonotonicClock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Reads until the criterion is met or its deadline has passed.
     *
     * @throws MeasurementError if it is interrupted or the quantity cannot be read
     */
    public Settled await(Reading reading, Criterion criterion) {
        long deadline = clock.nanos() + criterion.deadline().toNanos();
        List<Double> readings = new ArrayList<>();
        try {
            while (true) {
                readings.add(reading.take());
                if (readings.size() >= criterion.consecutive()) {
                    boolean settled = standsStill(readings, criterion);
                    if (settled || clock.nanos() >= deadline) {
                        return new Settled(readings, settled, criterion);
                    }
                }
                pause.sleep(criterion.interval());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementError("A reading did not settle", "", "interrupted", "", e);
        } catch (IOException e) {
            throw new MeasurementError(
                    "A quantity cannot be read", "", String.valueOf(e.getMessage()), "", e);
        }
    }

    private static boolean standsStill(List<Double> readings, Criterion criterion) {
        List<Double> last =
                readings.subList(readings.size() - criterion.consecutive(), readings.size());
        double largest = Collections.max(last);
        double smallest = Collections.min(last);
        double magnitude = Math.max(Math.abs(largest), Math.abs(smallest));
        return largest - smallest <= criterion.relativeSpread() * magnitude;
    }
}
