package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.failure.OutputError;

class OutputDirectoryTest {

    @TempDir private Path directory;

    @Test
    void neverWritesIntoWhatIsNotEmpty() throws IOException {
        Files.writeString(directory.resolve("mine.txt"), "keep");
        OutputError error =
                assertThrows(OutputError.class, () -> OutputDirectory.claim(directory, false));
        assertTrue(error.remedy().contains("--out"), error.remedy());
        assertEquals("keep", Files.readString(directory.resolve("mine.txt")));
    }

    @Test
    void namesTheWayBackToAnUnfinishedRun() throws IOException {
        Files.writeString(directory.resolve("run.journal"), "{}");
        OutputError error =
                assertThrows(OutputError.class, () -> OutputDirectory.claim(directory, false));
        assertTrue(error.remedy().contains("--resume"), error.remedy());
        OutputDirectory.claim(directory, true);
    }

    @Test
    void refusesToResumeNothing() {
        assertThrows(OutputError.class, () -> OutputDirectory.claim(directory, true));
    }

    @Test
    void pointsLatestAtTheNewestRunOnly() throws IOException {
        Path root = Files.createDirectory(directory.resolve("tare-out"));
        for (String name : new String[] {"a", "b"}) {
            Path run = Files.createDirectory(root.resolve(name));
            OutputDirectory.linkLatest(run);
            assertEquals(Path.of(name), Files.readSymbolicLink(root.resolve("latest")));
        }
        Path elsewhere = Files.createDirectory(directory.resolve("chosen"));
        OutputDirectory.linkLatest(elsewhere);
        assertTrue(Files.notExists(directory.resolve("latest")));
    }

    @Test
    void aRunThatIsResumedThroughTheLinkKeepsTheLink() throws IOException {
        Path root = Files.createDirectory(directory.toRealPath().resolve("tare-out"));
        Path run = Files.createDirectory(root.resolve("a"));
        OutputDirectory.linkLatest(run);
        Path resumed =
                OutputDirectory.resolve(Optional.of(root.resolve("latest")), Instant.EPOCH, "abcd");
        OutputDirectory.linkLatest(resumed);
        assertEquals(run, root.resolve("latest").toRealPath());
    }

    @Test
    void isNamedByTimeAndToken() {
        Path path =
                OutputDirectory.resolve(
                        Optional.empty(), Instant.parse("2026-01-02T03:04:05Z"), "abcd");
        assertTrue(path.endsWith(Path.of("tare-out", "20260102-030405-abcd")), path.toString());
    }
}
