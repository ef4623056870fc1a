package tare.workloads.benchmark.exchange;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tare.workloads.benchmark.exchange.Exchange.Way;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

/**
 * One byte there and one back, over pipes.
 *
 * <p>One operation: one byte is written to a pipe that a second thread reads from, which writes one
 * to another pipe that the first reads from: two wake-ups and, where both share a processor, two
 * context switches.
 *
 * <p>Stresses the scheduler and the way that a sleeping processor is woken, which in a guest is an
 * interrupt between virtual processors and an exit.
 *
 * <p>Mirrors lmbench's {@code lat_pipe}, with threads in the place of processes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipePingPong {

    static final int TURN_BYTES = 1;

    private @Nullable Exchange exchange;

    /** Makes the way, and starts who answers. */
    @Setup
    public void open() {
        exchange = connect();
    }

    /** The measured path. */
    @Benchmark
    public int exchange() {
        try {
            @SuppressWarnings("NullAway") // open() ran: a check here would be measured
            int answer = exchange.turn();
            return answer;
        } catch (IOException e) {
            throw Lack.of(Requirement.TASKS, "a pair of pipes", e).exception();
        }
    }

    /** Ends both sides. */
    @TearDown
    public void close() {
        try {
            if (exchange != null) {
                exchange.close();
            }
        } catch (IOException e) {
            throw Lack.of(Requirement.TASKS, "a pair of pipes", e).exception();
        }
    }

    private static Exchange connect() {
        try {
            Pipe there = Pipe.open();
            Pipe back = Pipe.open();
            return Exchange.start(
                    new Way(back.source(), there.sink()),
                    new Way(there.source(), back.sink()),
                    TURN_BYTES);
        } catch (IOException e) {
            throw Lack.of(Requirement.TASKS, "a pair of pipes", e).exception();
        }
    }
}
