package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.KvmKind;
import tare.harness.linux.Architecture;
import tare.harness.linux.Needs;

class KvmGroundTest {

    @TempDir Path directory;

    @BeforeAll
    static void requireTheRightMachine() {
        Needs.that(Architecture.current() == Architecture.X86_64, "for x86-64 alone");
    }

    private KvmGround at(Path device) {
        return new KvmGround.Live(MonotonicClock.system(), device);
    }

    @Test
    void aHostWithoutADeviceSaysSo() {
        Path absent = directory.resolve("kvm");
        var obstacle = at(absent).obstacle().orElseThrow();
        assertTrue(obstacle.reason().contains("this host has no " + absent), obstacle.reason());
        assertTrue(obstacle.remedy().contains("modprobe"), obstacle.remedy());
        assertEquals(KvmKind.Kind.NONE, at(absent).kind());
    }

    @Test
    void aFileThatIsNoDeviceIsNone() throws IOException {
        Path file = Files.createFile(directory.resolve("kvm"));
        var obstacle = at(file).obstacle().orElseThrow();
        assertTrue(obstacle.reason().contains("it is not a KVM device"), obstacle.reason());
    }
}
