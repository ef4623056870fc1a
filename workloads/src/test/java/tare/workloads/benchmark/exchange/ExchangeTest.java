package tare.workloads.benchmark.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.benchmark.exchange.Exchange.Way;

@Timeout(20)
@SuppressWarnings("try") // what is given is taken back
class ExchangeTest {

    /** Lengths around what is sent at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 65_535, 65_536, 65_537, 1 << 20})
    void sendsAllBytesOfATurnAndOneBack(int turnBytes) throws IOException {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        Counted counted = new Counted(there.sink());
        Way ours = new Way(back.source(), counted);
        Way theirs = new Way(there.source(), back.sink());
        try (Exchange exchange = Exchange.start(ours, theirs, turnBytes)) {
            for (int turn = 1; turn <= 3; turn++) {
                assertEquals(0, exchange.turn());
                assertEquals((long) turn * turnBytes, counted.bytes);
            }
        }
    }

    @Test
    void aPartnerThatFailsIsNotWaitedFor() throws IOException {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        ReadableByteChannel empty = Channels.newChannel(java.io.InputStream.nullInputStream());
        Way ours = new Way(back.source(), there.sink());
        try (Pipe.SourceChannel unread = there.source();
                Exchange exchange = Exchange.start(ours, new Way(empty, back.sink()), 1)) {
            IOException thrown = assertThrows(IOException.class, exchange::turn);
            assertEquals("the partner has ended", thrown.getMessage());
        }
    }

    private static final class Counted implements WritableByteChannel {

        private final WritableByteChannel to;
        private long bytes;

        Counted(WritableByteChannel to) {
            this.to = to;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = to.write(source);
            bytes += written;
            return written;
        }

        @Override
        public boolean isOpen() {
            return to.isOpen();
        }

        @Override
        public void close() throws IOException {
            to.close();
        }
    }
}
