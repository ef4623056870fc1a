package tare.harness.linux.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.results.failure.HostError;

@Tag("kernel")
class KvmDeviceTest {

    @TempDir private Path directory;

    private static HostError refusal(Path path) {
        return assertThrows(HostError.class, () -> KvmDevice.open(new Kernel(), path).close());
    }

    @Test
    void absentDeviceIsToldWithItsRemedy() {
        HostError e = refusal(directory.resolve("kvm"));
        assertTrue(e.why().startsWith("this host has no "), e.why());
        assertTrue(e.remedy().contains("modprobe kvm_amd"), e.remedy());
    }

    @Test
    void whatIsNotKvmIsRefusedAndClosed() throws Exception {
        Path file = Files.createFile(directory.resolve("kvm"));
        long before = openFiles();
        for (Path path : new Path[] {Path.of("/dev/null"), file}) {
            HostError e = refusal(path);
            assertTrue(e.why().contains("not a KVM device"), e.why());
        }
        assertTrue(refusal(directory).why().contains("EISDIR"));
        assertEquals(before, openFiles());
    }

    private static long openFiles() throws Exception {
        try (var list = Files.list(Path.of("/proc/self/fd"))) {
            return list.count();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EACCES, usermod -aG kvm",
        "EPERM, usermod -aG kvm",
        "ENODEV, modprobe kvm_intel",
        "EMFILE, ulimit -n",
        "EIO, dmesg"
    })
    void eachRefusalHasItsRemedy(Errno errno, String remedy) {
        HostError e =
                KvmDevice.refused(KvmDevice.PATH, new NativeException("open", errno.number()));
        assertTrue(e.remedy().contains(remedy), e.remedy());
    }

    @Test
    void anotherVersionIsRefused() {
        HostError e =
                assertThrows(HostError.class, () -> KvmDevice.checkVersion(KvmDevice.PATH, 11));
        assertTrue(e.why().contains("11"), e.why());
    }
}
