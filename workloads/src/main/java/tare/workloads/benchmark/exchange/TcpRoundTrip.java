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
 * One byte there and one back, over TCP.
 *
 * <p>One operation: one byte is sent to a second thread over the loopback address inside the
 * instance, and that thread sends one back: two passes through the network stack and two wake-ups.
 *
 * <p>Stresses the instance's own network stack, which for containers is the host's and for a
 * sandbox or a guest is not, and the scheduler.
 *
 * <p>Mirrors lmbench's {@code lat_tcp} and netperf's TCP_RR in the IBM report of 2014 (RC25482),
 * which went between two machines.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TcpRoundTrip {

    static final int TURN_BYTES = 1;

    private @Nullable Exchange exchange;

    /** Makes the way, and starts who answers. */
    @Setup
    public void open() {
        exchange = Sockets.tcp(TURN_BYTES);
    }

    /** The measured path. */
    @Benchmark
    public int exchange() {
        try {
            @SuppressWarnings("NullAway") // open() ran: a check here would be measured
            int answer = exchange.turn();
            return answer;
        } catch (IOException e) {
            throw Lack.of(Requirement.LOOPBACK, "TCP on 127.0.0.1", e).exception();
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
            throw Lack.of(Requirement.LOOPBACK, "TCP on 127.0.0.1", e).exception();
        }
    }
}
