package tare.workloads.stamp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.Need;

@Tag("kernel")
@Timeout(60)
class StampEndToEndTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void writesDownEachCallAndBecomesTheProgram(String architecture) throws Exception {
        Path log = Files.createFile(directory.resolve("log"));
        Path program = script("echo \"$0 $# $1 $2\"; exit 7");
        for (int i = 0; i < 2; i++) {
            long before = System.nanoTime();
            Process call = start(architecture, log, program, "create", "call " + i);
            String said = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(program + " 2 create call " + i, said.strip());
            assertEquals(7, call.waitFor());
            long after = System.nanoTime();
            List<Stamp.Call> calls = Stamp.calls(Files.readAllBytes(log));
            assertEquals(i + 1, calls.size());
            Stamp.Call last = calls.get(i);
            assertEquals(List.of("create", "call " + i), last.arguments().subList(1, 3));
            // nanoTime is CLOCK_MONOTONIC on Linux.
            assertTrue(before <= last.nanos() && last.nanos() <= after, last.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void saysByItsStatusWhatIsMissing(String architecture) throws Exception {
        Path log = directory.resolve("log");
        Path absent = directory.resolve("absent");
        assertEquals(126, start(architecture, log, script("exit 0"), "x").waitFor());
        Files.createFile(log);
        assertEquals(127, start(architecture, log, absent, "x").waitFor());
        assertEquals(1, Stamp.calls(Files.readAllBytes(log)).size());
    }

    @Test
    void aTornRecordIsLeftOut() throws Exception {
        Need.that(Files.isExecutable(Path.of("/bin/true")), "no /bin/true");
        Path log = Files.createFile(directory.resolve("log"));
        assertEquals(0, start("x86_64", log, Path.of("/bin/true"), "a", "").waitFor());
        byte[] whole = Files.readAllBytes(log);
        assertEquals(1, Stamp.calls(whole).size());
        assertEquals(3, Stamp.calls(whole).get(0).arguments().size());
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = java.util.Arrays.copyOf(whole, length);
            assertEquals(List.of(), Stamp.calls(torn), "length " + length);
        }
    }

    @Test
    void refusesPathsThatDoNotFit() {
        Path fine = Path.of("/" + "x".repeat(254));
        assertArrayEquals(Stamp.image(fine, fine), Stamp.image(fine, fine));
        for (Path bad : List.of(Path.of("relative"), Path.of("/" + "x".repeat(255)))) {
            assertThrows(IllegalArgumentException.class, () -> Stamp.image(bad, fine));
            assertThrows(IllegalArgumentException.class, () -> Stamp.image(fine, bad));
        }
    }

    private Path script(String text) throws IOException {
        return executable(
                "program", ("#!/bin/sh\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Process start(String architecture, Path log, Path program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(Need.runner(architecture));
        byte[] image = Stamp.bytes(architecture);
        Stamp.fill(image, image.length - 512, log);
        Stamp.fill(image, image.length - 256, program);
        command.add(executable("stamp-" + architecture, image).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private Path executable(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
