package tare.harness.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Stages;

class SampleFileTest {

    @TempDir private Path directory;

    private static final LaunchSample FIRST =
            new LaunchSample(
                    0, 0, new Stages(10, 20, Stages.UNSEEN, 30, 40, 50, 60, Stages.UNSEEN));
    private static final LaunchSample SECOND =
            new LaunchSample(1, 1_000_000, new Stages(11, 21, 22, 31, 41, 51, 61, 71));

    @Test
    void readsBackWhatWasAppendedBySeveralForks() throws IOException {
        Path file = directory.resolve("a.samples");
        try (SampleFile samples = SampleFile.append(file)) {
            samples.write(FIRST);
        }
        try (SampleFile samples = SampleFile.append(file)) {
            samples.write(SECOND);
            samples.writeFailure(new SampleFile.Failure("mount\t/proc:\nEPERM", "run as root"));
        }
        SampleFile.Content content = SampleFile.read(file);
        assertEquals(java.util.List.of(FIRST, SECOND), content.samples());
        assertEquals(
                java.util.List.of(new SampleFile.Failure("mount /proc: EPERM", "run as root")),
                content.failures());
    }

    @Test
    void addsUpTheMigrationsOfAllSessions() throws IOException {
        Path file = directory.resolve("a.samples");
        assertEquals(OptionalLong.empty(), SampleFile.read(file).migrations());
        for (long more : new long[] {3, 4}) {
            try (SampleFile samples = SampleFile.append(file)) {
                samples.writeMigrations(more);
            }
        }
        assertEquals(OptionalLong.of(7), SampleFile.read(file).migrations());
    }

    @Test
    void losesTheSampleInFlightAtMost() throws IOException {
        Path file = directory.resolve("a.samples");
        try (SampleFile samples = SampleFile.append(file)) {
            samples.write(FIRST);
            samples.write(SECOND);
        }
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            int expected = length < first ? 0 : length < whole.length ? 1 : 2;
            assertEquals(expected, SampleFile.read(file).samples().size(), "length " + length);
        }
    }

    @Test
    void isEmptyBeforeTheForkBegan() throws IOException {
        assertEquals(0, SampleFile.read(directory.resolve("none")).samples().size());
    }
}
