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
 * A stream of bytes over a Unix socket.
 *
 * <p>One operation: 1 MiB is sent in writes of 64 KiB to a second thread over a Unix stream socket
 * inside the instance, which answers by one byte when it has read all.
 *
 * <p>Stresses copying in and out of the kernel that the instance sees.
 *
 * <p>Mirrors lmbench's {@code bw_unix}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UnixThroughput {

    static final int TURN_BYTES = 1 << 20;

    private @Nullable Exchange exchange;

    /** Makes the way, and starts who answers. */
    @Setup
    public void open() {
        exchange = Sockets.unix(TURN_BYTES);
    }

    /** The measured path. */
    @Benchmark
    public int send() {
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
