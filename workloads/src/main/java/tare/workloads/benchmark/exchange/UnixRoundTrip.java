package tare.workloads.benchmark.exchange;

import java.io.IOException;
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
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

/**
 * One byte there and one back, over a Unix socket.
 *
 * <p>One operation: one byte is sent to a second thread over a Unix stream socket inside the
 * instance, and that thread sends one back.
 *
 * <p>Stresses the same as {@link TcpRoundTrip} without a network stack: what is left is the
 * kernel's handing over and two wake-ups.
 *
 * <p>Mirrors lmbench's {@code lat_unix}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UnixRoundTrip {

    static final int TURN_BYTES = 1;

    private @Nullable Exchange exchange;

    /** Makes the way, and starts who answers. */
    @Setup
    public void open() {
        exchange = Sockets.unix(TURN_BYTES);
    }

    /** The measured path. */
    @Benchmark
    public int exchange() {
        try {
            @SuppressWarnings("NullAway") // open() ran: a check here would be measured
            int answer = exchange.turn();
            return answer;
        } catch (IOException e) {
            throw Lack.of(Requirement.UNIX_SOCKETS, "a Unix socket", e).exception();
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
            throw Lack.of(Requirement.UNIX_SOCKETS, "a Unix socket", e).exception();
        }
    }
}
