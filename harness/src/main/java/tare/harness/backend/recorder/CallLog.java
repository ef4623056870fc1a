package tare.harness.backend.recorder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import tare.harness.backend.LaunchException;
import tare.workloads.stamp.Stamp;

/**
 * When a daemon's shim and runtime were called, and for what.
 *
 * @param file to which the recorders append
 */
public record CallLog(Path file) {

    /**
     * Where the next record will begin.
     *
     * @throws LaunchException if the file cannot be read
     */
    public long end() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The calls from a place on.
     *
     * @throws LaunchException if the file cannot be read
     */
    public Calls since(long begin) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - begin));
            channel.position(begin);
            int more = 0;
            while (more >= 0 && bytes.hasRemaining()) {
                more = channel.read(bytes);
            }
            return new Calls(Stamp.calls(bytes.array()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private LaunchException unreadable(IOException e) {
        return new LaunchException("read the recorder's log", String.valueOf(e), "run again", e);
    }
}
