package tare.harness.backend.initramfs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.workloads.probe.Probe;

class InitramfsTest {

    @TempDir Path directory;

    @Test
    void holdsTheProbeADirectoryAndTerminals() throws IOException {
        byte[] bytes = Initramfs.ofProbe().terminal("dev/ttyS0", 4, 64).bytes();
        List<String> found = new ArrayList<>();
        try (var archive = new CpioArchiveInputStream(new ByteArrayInputStream(bytes))) {
            for (CpioArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
                found.add(
                        String.format(
                                "%s %o %d:%d t%d u%d",
                                entry.getName(),
                                entry.getMode(),
                                entry.getRemoteDeviceMaj(),
                                entry.getRemoteDeviceMin(),
                                entry.getTime(),
                                entry.getUID()));
                if (entry.getName().equals("init")) {
                    assertArrayEquals(Probe.bytesForThisMachine(), archive.readAllBytes());
                }
            }
        }
        assertEquals(
                List.of(
                        "init 100755 0:0 t0 u0",
                        "dev 40755 0:0 t0 u0",
                        "dev/console 20600 5:1 t0 u0",
                        "dev/ttyS0 20600 4:64 t0 u0"),
                found);
        assertEquals("070701", new String(bytes, 0, 6, US_ASCII));
        assertEquals(0, bytes.length % 512);
    }

    @Test
    void isTheSameToTheByteWhenever() throws IOException {
        byte[] one = Initramfs.ofProbe().bytes();
        Path file = Initramfs.ofProbe().in(directory, "a.cpio");
        assertArrayEquals(one, Files.readAllBytes(file));
        FileTime longAgo = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(file, longAgo);
        assertEquals(file, Initramfs.ofProbe().in(directory, "a.cpio"));
        assertEquals(longAgo, Files.getLastModifiedTime(file), "written once");
        try (var all = Files.list(directory)) {
            assertEquals(List.of(file), all.toList());
        }
    }

    @Test
    void holdsModulesInTheOrderInWhichTheyAreLoaded() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (String name : List.of("z.ko", "a.ko")) {
            modules.add(Files.writeString(directory.resolve(name), name));
        }
        byte[] bytes = Initramfs.ofAgent().modules(modules).bytes();
        List<String> found = new ArrayList<>();
        try (var archive = new CpioArchiveInputStream(new ByteArrayInputStream(bytes))) {
            for (CpioArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
                if (entry.getName().startsWith("modules")) {
                    found.add(
                            String.format(
                                    "%s %o %s",
                                    entry.getName(),
                                    entry.getMode(),
                                    new String(archive.readAllBytes(), US_ASCII)));
                }
            }
        }
        assertEquals(
                List.of("modules 40755 ", "modules/0 100755 z.ko", "modules/1 100755 a.ko"), found);
        assertArrayEquals(
                Initramfs.ofAgent().bytes(), Initramfs.ofAgent().modules(List.of()).bytes());
    }

    @Test
    void whatIsGivenIsCopied() {
        byte[] program = {1, 2, 3};
        Initramfs made = new Initramfs().program("x", program);
        byte[] before = made.bytes();
        program[0] = 9;
        assertArrayEquals(before, made.bytes());
    }
}
