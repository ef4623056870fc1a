package tare.harness.backend.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import tare.workloads.stamp.Stamp;

/**
 * When the daemon's runtime was called, and for what.
 *
 * @param file to which the recorder appends
 */
record RuntimeLog(Path file) {

    /** Where the next record will begin. */
    long end() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recorder's log", e);
        }
    }

    /** The calls from a place on. */
    List<Stamp.Call> since(long begin) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - begin));
            channel.position(begin);
            int more = 0;
            while (more >= 0 && bytes.hasRemaining()) {
                more = channel.read(bytes);
            }
            return Stamp.calls(bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recorder's log", e);
        }
    }

    /**
     * When a command was called for a container first, on the host's monotonic clock.
     *
     * @param verb for example {@code create}
     */
    static OptionalLong nanos(List<Stamp.Call> calls, String verb, String container) {
        return calls.stream()
                .filter(call -> call.arguments().contains(verb))
                .filter(call -> call.arguments().get(call.arguments().size() - 1).equals(container))
                .mapToLong(Stamp.Call::nanos)
                .findFirst();
    }
}
