package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.KvmKind.Kind;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.kvm.KvmDevice;

@Tag("kernel")
class KvmKindTest {

    @TempDir private Path directory;

    private static KvmKind measure(Path device) {
        return KvmKind.measure(new Kernel(), MonotonicClock.system(), device);
    }

    @Test
    void noDeviceIsNoneWithTheReason() {
        KvmKind kind = measure(directory.resolve("kvm"));

        assertEquals(Kind.NONE, kind.kind());
        assertTrue(kind.ringRatio().isEmpty());
        assertTrue(kind.evidence().contains("this host has no"), kind.evidence());
    }

    @Test
    void anotherFileIsNone() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertEquals(Kind.NONE, measure(file).kind());
        assertEquals(Kind.NONE, measure(directory).kind());
        assertEquals(Kind.NONE, measure(Path.of("/dev/null")).kind());
    }

    /** A busy host holds a run up for milliseconds: emulation was taken for hardware by that. */
    @Test
    void runsThatWereHeldUpAreNotTakenForLongOnes() {
        int[] runs = {0};
        double held =
                KvmKind.nanosPerTurn(
                        turns -> 20_000 + 2 * turns + (runs[0]++ % 4 == 0 ? 5_000_000 : 0));

        assertEquals(2, held, 0.1);
        assertEquals(2, KvmKind.nanosPerTurn(turns -> 20_000 + 2 * turns), 0.1);
    }

    /** The ratio is far from the threshold on every kind, so two measurements agree. */
    @Test
    void measuredKindIsStable() {
        Needs.that(Files.exists(KvmDevice.PATH), "no /dev/kvm");
        KvmKind first = measure(KvmDevice.PATH);
        KvmKind second = measure(KvmDevice.PATH);

        assertFalse(first.kind() == Kind.NONE, first.evidence());
        assertEquals(first.kind(), second.kind(), first.evidence() + " / " + second.evidence());
        if (Files.exists(Path.of("/sys/module/kvm_pvm"))) {
            assertEquals(Kind.SOFTWARE_PAGING, first.kind(), first.evidence());
        }
    }
}
