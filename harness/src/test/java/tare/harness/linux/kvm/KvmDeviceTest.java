package tare.harness.linux.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        for (Path path : new Path[] {Path.of("/dev/null"), file}) {
            long before = descriptorsOf(path);
            HostError e = refusal(path);
            assertTrue(e.why().contains("not a KVM device"), e.why());
            assertEquals(before, descriptorsOf(path));
        }
        assertTrue(refusal(directory).why().contains("EISDIR"));
        assertEquals(0, descriptorsOf(directory));
    }

    /** Of that file alone: the JVM opens others whenever it first needs them. */
    private static long descriptorsOf(Path path) throws IOException {
        long number = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                try {
                    number += Files.readSymbolicLink(descriptor).equals(path) ? 1 : 0;
                } catch (NoSuchFileException e) {
                    // Closed since it was listed.
                }
            }
        }
        return number;
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
