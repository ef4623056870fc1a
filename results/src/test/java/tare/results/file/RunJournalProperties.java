package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.InputError;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;

/** A run may be killed at any byte. */
class RunJournalProperties {

    private static final List<Step> STEPS = ResultFixtures.header().plan().steps();

    @TempDir Path directory;

    @Test
    void killedAtAnyByteNoCompletedStepIsLost() throws IOException {
        byte[] whole = journal();
        Path file = directory.resolve("run.journal");
        int header = indexOf(whole, 0) + 1;
        int tail = whole.length - 2 * (whole.length - header) / STEPS.size();
        // Each byte of the last lines, and some of those before.
        for (int length = 0; length <= whole.length; length += length < tail ? 29 : 1) {
            Files.write(file, Arrays.copyOf(whole, length));
            if (length < header) {
                assertThrows(InputError.class, () -> RunJournal.resume(directory));
                continue;
            }
            // The header's line and the extras' are no steps.
            int lines = count(whole, length);
            Set<Step> done = Set.copyOf(STEPS.subList(0, Math.max(0, lines - 2)));
            try (RunJournal journal = RunJournal.resume(directory)) {
                assertEquals(done, journal.completed(), "killed at byte " + length);
                assertEquals(lines, count(Files.readAllBytes(file), Integer.MAX_VALUE));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void killedAndResumedAgainAndAgainTheResultIsThatOfOneRun(long seed) throws IOException {
        RunResult whole =
                Assembly.result(
                        ResultFixtures.header(),
                        RunState.COMPLETE,
                        ResultFixtures.host(),
                        ResultFixtures.fragments(),
                        List.of());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Path file = directory.resolve("run.journal");
        try (RunJournal journal = RunJournal.create(directory, ResultFixtures.header())) {
            journal.extra(ResultFixtures.extras());
        }
        for (int session = 0; session < 100; session++) {
            RunResult result = session(random);
            if (result != null) {
                assertEquals(whole.cells(), result.cells());
                assertEquals(whole.id(), result.id());
                return;
            }
            long before = Files.size(file);
            byte[] bytes = Files.readAllBytes(file);
            int torn = random.nextInt(40);
            byte[] more = Arrays.copyOf(bytes, bytes.length + torn);
            Arrays.fill(more, bytes.length, more.length, (byte) '{');
            Files.write(file, more);
            assertEquals(before + torn, Files.size(file));
        }
        assertTrue(false, "a hundred sessions did not finish the run");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void damageAnywhereIsAnInputErrorOrDoesNotMatter(long seed) throws IOException {
        byte[] whole = journal();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Path file = directory.resolve("run.journal");
        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            Files.write(file, damaged);
            try (RunJournal journal = RunJournal.resume(directory)) {
                assertTrue(journal.completed().size() <= STEPS.size());
            } catch (InputError expected) {
                assertTrue(expected.why().startsWith("line "), expected.why());
            }
        }
    }

    /** Does some of what is left, and the end if all is done. */
    private @Nullable RunResult session(RandomGenerator random) {
        try (RunJournal journal = RunJournal.resume(directory)) {
            int more = random.nextInt(3);
            for (Step step : STEPS) {
                if (!journal.completed().contains(step)) {
                    if (more == 0) {
                        return null;
                    }
                    more--;
                    journal.append(ResultFixtures.record(step));
                }
            }
            return journal.finish(RunState.COMPLETE, ResultFixtures.host(), List.of());
        }
    }

    private byte[] journal() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        try (RunJournal journal = RunJournal.create(other, ResultFixtures.header())) {
            journal.extra(ResultFixtures.extras());
            STEPS.forEach(step -> journal.append(ResultFixtures.record(step)));
        }
        return Files.readAllBytes(other.resolve("run.journal"));
    }

    private static int indexOf(byte[] bytes, int from) {
        int i = from;
        while (bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private static int count(byte[] bytes, int length) {
        int lines = 0;
        for (int i = 0; i < Math.min(length, bytes.length); i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
