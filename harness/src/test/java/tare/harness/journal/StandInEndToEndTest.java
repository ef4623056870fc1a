package tare.harness.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.results.failure.ExitCode;

/** What a cleaner does about a file that a killed process of Tare had put in another's place. */
@Tag("kernel")
class StandInEndToEndTest {

    private static final String TOKEN = "tare-stand-in-" + ProcessHandle.current().pid();

    @TempDir private Path directory;

    private final Kernel kernel = new Kernel();
    private StateDirectory state;
    private Path run;
    private Resource.StandIn file;

    @BeforeEach
    void makeADeadRun() throws IOException {
        state = StateDirectory.open(directory.resolve("tare"));
        run = state.runs().resolve("r1");
        StateDirectory.makePrivate(run);
        file =
                new Resource.StandIn(
                        directory.resolve("file"), TOKEN, "#!/bin/sh\n# " + TOKEN + " % é\n");
    }

    private void journal(Resource.StandIn entry) {
        try (FileJournal journal =
                FileJournal.open(run.resolve("7.journal"), MonotonicClock.system())) {
            journal.intend(entry);
        }
    }

    private CleanReport clean() {
        return new Cleaner(state, kernel, MonotonicClock.system(), Duration.ZERO).clean();
    }

    /** The state after a kill just before each step of placing it, and after the last. */
    @Test
    void undoesEveryStateThatAKillLeaves() throws IOException {
        for (boolean before : new boolean[] {false, true}) {
            for (int steps = 0; steps <= 5; steps++) {
                StateDirectory.makePrivate(run);
                journal(file);
                Files.deleteIfExists(file.path());
                if (before) {
                    Files.writeString(file.path(), "before");
                }
                place(before, steps);
                assertEquals(List.of(), clean().failed());
                String state = "file there before: " + before + ", steps: " + steps;
                assertEquals(before, Files.exists(file.path()), state);
                assertFalse(Files.exists(file.kept()), state);
                assertFalse(Files.exists(file.fresh()), state);
                assertFalse(Files.exists(run), state);
                if (before) {
                    assertEquals("before", Files.readString(file.path()), state);
                }
            }
        }
    }

    private void place(boolean before, int steps) throws IOException {
        if (steps >= 1) {
            Files.writeString(file.fresh(), "");
        }
        if (steps >= 2) {
            Files.writeString(file.fresh(), file.content());
        }
        if (steps >= 3 && before) {
            Files.move(file.path(), file.kept());
        }
        if (steps >= 4) {
            Files.createLink(file.path(), file.fresh());
        }
        if (steps >= 5) {
            Files.delete(file.fresh());
        }
    }

    @Test
    void outlivesABoot() throws IOException {
        StandIns.place(file);
        Files.writeString(
                run.resolve("7.journal"),
                new JournalLine.Run("another-boot").encode()
                        + new JournalLine.Is(0, 1, file).encode());
        assertEquals("file " + file.path(), clean().removed().get(0).what());
        assertFalse(Files.exists(file.path()));
    }

    @Test
    void waitsForTheProgramsThatItIsFor() throws IOException, InterruptedException {
        journal(file);
        StandIns.place(file);
        Path carrier = Files.createFile(directory.resolve(TOKEN));
        Process process =
                new ProcessBuilder("tail", "-f", carrier.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        CleanReport report = clean();
        assertEquals(ExitCode.DONE, report.exitCode());
        assertTrue(
                report.skipped().get(0).reason().startsWith("process " + process.pid() + " still"),
                report.toString());
        assertTrue(Files.exists(file.path()));
        process.destroyForcibly().waitFor();
        clean();
        assertFalse(Files.exists(file.path()));
        assertFalse(Files.exists(run));
    }

    @Test
    void touchesNoFileThatIsNotTares() throws IOException {
        Files.writeString(file.path(), "theirs");
        journal(file);
        assertEquals(List.of(), clean().failed());
        assertEquals("theirs", Files.readString(file.path()));

        StateDirectory.makePrivate(run);
        journal(new Resource.StandIn(file.path(), TOKEN, "theirs"));
        assertEquals(1, clean().failed().size(), "a content without the token");
        journal(new Resource.StandIn(file.path(), "other-token", "theirs other-token"));
        assertEquals(2, clean().failed().size());
        assertEquals("theirs", Files.readString(file.path()));
    }
}
