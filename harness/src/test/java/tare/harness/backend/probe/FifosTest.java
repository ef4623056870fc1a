package tare.harness.backend.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.workloads.probe.Probe;

@Tag("kernel")
class FifosTest {

    private static final long SECOND_NANOS = 1_000_000_000L;

    @TempDir private Path directory;
    private final Kernel kernel = new Kernel();

    @Test
    void carryTheByteThePingAndTheEnd() throws IOException, InterruptedException {
        Fifos fifos = Fifos.in(kernel, directory.resolve("t"));
        fifos.open();
        fifos.handedOver();
        try (Poller poller = new Poller(kernel)) {
            assertEquals(0, poller.await(fifos.ready(), 0), "nobody has written, nobody has left");
            Process probe = new ProcessBuilder(command()).start();
            assertEquals(Poller.POLLIN, poller.await(fifos.ready(), 10 * SECOND_NANOS));
            assertTrue(fifos.take());
            assertTrue(fifos.ask());
            assertTrue((poller.await(fifos.ready(), 10 * SECOND_NANOS) & Poller.POLLIN) != 0);
            assertTrue(fifos.take());
            fifos.hangUp();
            fifos.hangUp();
            assertEquals(0, probe.waitFor());
            assertFalse(fifos.ask());
        }
        fifos.close();
        fifos.close();
        fifos.remove();
        fifos.remove();
        assertFalse(Files.exists(fifos.directory()));
    }

    private List<String> command() throws IOException {
        Path probe = directory.resolve("probe");
        Files.write(probe, Probe.bytesForThisMachine());
        Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new ArrayList<>(List.of(probe.toString()));
        for (String argument : Fifos.arguments(0)) {
            command.add(argument.replace("/t/", directory.resolve("t") + "/"));
        }
        return command;
    }
}
