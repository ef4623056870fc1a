package tare.workloads.benchmark.processor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Tells whether JMH's compiler hints were in effect in a fork. Not a figure of its own.
 *
 * <p>One operation: 32 divisions of longs, each of what the one before it gave, and the last result
 * returned to JMH. JMH keeps what is returned alive by hints that it hands to the fork in a file. A
 * fork that cannot read the file says nothing, the compiler finds that nobody wants the quotients,
 * and the operation costs next to nothing; then every benchmark's score in such a fork is
 * worthless.
 *
 * <p>No threshold in nanoseconds tells that on every processor, so each iteration also times the
 * same divisions in a loop of its own, whose results go to memory by stores that no compiler may
 * leave out, with or without hints: the second result {@link #CONTROL}. See {@link #hintsInEffect}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Canary {

    /** JMH's name of the second result: nanoseconds of one operation in the control's loop. */
    public static final String CONTROL = "controlNanos";

    /**
     * Of the control's time, what an operation takes at least whose divisions were done: with them
     * it was 9 to 13 times the control where ten others waited for each processor, for the
     * control's quickest attempt counts, and would be about the control on a quiet one; without
     * them, on the same busy processors, a twentieth and less.
     */
    private static final double LEAST_SHARE = 0.5;

    private static final int DIVISIONS = 32;

    private long dividend;
    private long divisor;

    /** Sets what is divided, so that no compiler knows it. */
    @Setup
    public void fill() {
        dividend = Control.DIVIDEND;
        divisor = Control.DIVISOR;
    }

    /** The measured path. */
    @Benchmark
    public long divide(Control control) {
        return quotients(dividend, divisor);
    }

    /**
     * Whether a fork's divisions were done, so that the hints were in effect. Only code that was
     * compiled for good can lose them, which takes some tenths of a second of warm-up: a fork with
     * less passes for one with hints.
     *
     * @param score of the benchmark, in nanoseconds: the least of the fork's iterations
     * @param controlNanos its second result {@link #CONTROL}: the least of the fork's iterations
     * @throws IllegalArgumentException if one of them is not a number above 0
     */
    public static boolean hintsInEffect(double score, double controlNanos) {
        if (!(score > 0 && score < Double.POSITIVE_INFINITY)
                || !(controlNanos > 0 && controlNanos < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "not two times: score " + score + ", control " + controlNanos);
        }
        return score >= LEAST_SHARE * controlNanos;
    }

    /**
     * A chain of divisions, by one number so that there is one check for zero, which is all that a
     * compiler has to leave when nobody wants the result.
     */
    private static long quotients(long dividend, long divisor) {
        long number = dividend;
        for (int i = 0; i < DIVISIONS; i++) {
            number = dividend ^ number / divisor;
        }
        return number;
    }

    /** The loop that is timed beside the benchmark. JMH takes what is public here for results. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Control {

        private static final long DIVIDEND = 0x7123_4567_89ab_cdefL;
        private static final long DIVISOR = 12_345_677;
        private static final int TURNS = 20_000;

        /** The first of them compile the loop; the quickest counts. */
        private static final int ATTEMPTS = 12;

        private static final VarHandle OPERAND = handle("operand");
        private static final VarHandle RESULT = handle("result");

        @SuppressWarnings("unused") // by its handle
        private long operand = DIVIDEND;

        @SuppressWarnings("unused") // by its handle
        private long result;

        private double nanos;

        /** Times the loop: a few milliseconds. */
        @Setup(Level.Iteration)
        public void time() {
            long best = Long.MAX_VALUE;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long start = System.nanoTime();
                turn();
                best = Math.min(best, System.nanoTime() - start);
            }
            nanos = (double) best / TURNS;
        }

        /** {@link Canary#CONTROL}. */
        public double controlNanos() {
            return nanos;
        }

        private void turn() {
            for (int i = 0; i < TURNS; i++) {
                // Opaque: neither may the load be taken out of the loop nor a store left out.
                RESULT.setOpaque(this, quotients((long) OPERAND.getOpaque(this), DIVISOR + i));
            }
        }

        private static VarHandle handle(String field) {
            try {
                return MethodHandles.lookup().findVarHandle(Control.class, field, long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
