package tare.harness.backend.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Availability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.program.Executables;
import tare.workloads.agent.Agent;

class RuncInnerTest {

    private static final InstanceSpec SPEC = InstanceSpec.named("i").spinning(12);

    @TempDir Path directory;

    private RuncInner inner(byte[] program) throws IOException {
        Path file = Files.write(directory.resolve("runc"), program);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new RuncInner(Executables.in(List.of(directory.toString())));
    }

    @Test
    void whatHasToBeThereIsInTheGuestAfterWhatItIsIn() throws IOException {
        byte[] program = Agent.bytes("x86_64");
        RuncInner inner = inner(program);
        assertEquals(Optional.empty(), inner.obstacle());
        Map<String, byte[]> found = unpacked(inner.initramfs().bytes());
        assertEquals(0, content(found, "runtime").length);
        assertEquals(program.length, content(found, "runtime" + directory + "/runc").length);
        String config = new String(content(found, "runtime/config.json"), StandardCharsets.UTF_8);
        for (String place : List.of("args\":[\"/probe\",\"@S\"]", "limit\":\"@M\"", "\"@C\"")) {
            assertTrue(config.contains(place), config);
        }
        assertTrue(config.contains("\"root\":{\"path\":\"/root\""), config);
        assertEquals("L 1 " + directory + "/runc", inner.laying());
    }

    @Test
    void requestsSayWhatWasDeclared() {
        RuncInner inner = new RuncInner(Executables.in(List.of()));
        assertEquals(Optional.of("B 7 12 67108864 16"), inner.preparing(7, SPEC));
        assertEquals("C 7", inner.starting(7, SPEC));
        assertEquals("S 7 12 67108864 16", new NamespaceInner().starting(7, SPEC));
        assertEquals(Optional.empty(), new NamespaceInner().preparing(7, SPEC));
    }

    @Test
    void whatStandsInTheWayIsToldWithWhatMendsIt() throws IOException {
        assertEquals(
                Optional.of(
                        new Availability.Unavailable(
                                "there is no program runc", "tare setup runc")),
                new RuncInner(Executables.in(List.of())).obstacle());
        RuncInner script = inner("#!/bin/sh".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                Optional.of(
                        new Availability.Unavailable(
                                "a guest cannot be given runc: "
                                        + directory.resolve("runc")
                                        + " is no program of 64 bits",
                                "tare setup runc")),
                script.obstacle());
        assertTrue(unpacked(script.initramfs().bytes()).containsKey("init"));
        Path blank = Files.createDirectory(directory.resolve("my tools"));
        Files.move(directory.resolve("runc"), blank.resolve("runc"));
        String reason =
                new RuncInner(Executables.in(List.of(blank.toString())))
                        .obstacle()
                        .orElseThrow()
                        .reason();
        assertTrue(reason.startsWith("the agent cannot be told the path "), reason);
    }

    private static byte[] content(Map<String, byte[]> found, String name) {
        return Objects.requireNonNull(found.get(name), name);
    }

    private static Map<String, byte[]> unpacked(byte[] bytes) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (var archive = new CpioArchiveInputStream(new ByteArrayInputStream(bytes))) {
            for (CpioArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
                String name = entry.getName();
                int slash = name.lastIndexOf('/');
                assertTrue(slash < 0 || found.containsKey(name.substring(0, slash)), name);
                found.put(name, archive.readAllBytes());
            }
        }
        return found;
    }
}
