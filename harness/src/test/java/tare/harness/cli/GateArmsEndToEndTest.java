package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Needs;
import tare.results.file.ResultReader;
import tare.results.gate.Arms;
import tare.results.model.RunResult;

/** Two sides in one run, as a user types it. */
@Tag("kernel")
@Tag("runtime")
class GateArmsEndToEndTest {

    @TempDir private Path directory;

    @Test
    void theSidesTakeTurnsAndTheResultCanBeJudgedAgain() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended ended =
                tare.run(
                        "gate",
                        "--a",
                        "process",
                        "--b",
                        "process",
                        "--rounds",
                        "2",
                        "--concurrent",
                        "--out",
                        "out");
        // Two rounds can show nothing, whatever the host does.
        assertEquals(3, ended.status(), ended.err());
        assertTrue(ended.out().contains("too few rounds"), ended.out());
        Path file = directory.resolve("out/result.json");
        RunResult result = new ResultReader().read(file).result();
        for (String arm : Arms.NAMES) {
            assertTrue(
                    result.cells().stream()
                            .anyMatch(
                                    cell ->
                                            cell.key().backend().equals("process")
                                                    && arm.equals(
                                                            cell.key()
                                                                    .parameters()
                                                                    .get(Arms.PARAMETER))),
                    arm);
        }
        // One fork launches all three arms of a round, by turns.
        assertEquals(2, result.plan().steps().size());
        assertEquals(3, tare.run("gate", file.toString()).status());
    }

    @Test
    void aSideThatBreaksHalfWayIsNamed() throws IOException, InterruptedException {
        Optional<Path> program = Executables.live().find("runc");
        Needs.that(program.isPresent(), "there is no program runc: tare setup runc");
        Path good = directory.resolve("runc-good");
        Path bad = directory.resolve("runc-bad");
        runtime(good, "exec " + program.orElseThrow() + " \"$@\"");
        // Asked whether it works it does, and so it does for some launches more.
        runtime(
                bad,
                "for word; do [ \"$word\" = create ] && echo >>"
                        + directory
                        + "/created; done\n"
                        + "[ \"$(cat "
                        + directory
                        + "/created | wc -l)\" -lt 18 ] || { echo broken >&2; exit 1; }\n"
                        + "exec "
                        + program.orElseThrow()
                        + " \"$@\"");
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended ended =
                tare.run(
                        "gate",
                        "--a",
                        "runtime=" + good,
                        "--b",
                        "runtime=" + bad,
                        "--rounds",
                        "2",
                        "--concurrent",
                        "--out",
                        "out");
        assertEquals(3, ended.status(), ended.err() + ended.out());
        assertTrue(ended.err().contains("oci:subject@b: "), ended.err());
    }

    /** What a backend has beside its instances, a daemon or a guest around them, each arm has. */
    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman", "namespace-in-uml", "libvirt:lxc"})
    void armsOfOneJvmDoNotMeet(String key) throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended ended =
                tare.run(
                        "gate",
                        "--a",
                        key,
                        "--b",
                        key,
                        "--rounds",
                        "1",
                        "--concurrent",
                        "--out",
                        "out");
        Needs.that(ended.status() != 7, ended.err());
        assertEquals(3, ended.status(), ended.err() + ended.out());
        assertFalse(ended.err().contains("failed: "), ended.err());
    }

    private static void runtime(Path file, String lines) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + lines + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void sidesThatAreNotThereAreRefused() throws IOException, InterruptedException {
        for (List<String> wrong :
                List.of(
                        List.of("--a", "runc=/nonexistent/runc", "--b", "runc=/bin/true"),
                        List.of("--a", "process", "--b", "process", "--budget", "soon"),
                        List.of("--a", "nothing", "--b", "nothing", "--concurrent"))) {
            List<String> words = new java.util.ArrayList<>(List.of("gate"));
            words.addAll(wrong);
            TareProcess.Ended ended = new TareProcess(directory).run(words.toArray(String[]::new));
            assertEquals(2, ended.status(), wrong + ": " + ended.err());
        }
    }
}
