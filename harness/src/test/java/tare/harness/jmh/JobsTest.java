package tare.harness.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.workloads.inside.JvmView;

class JobsTest {

    @TempDir private Path directory;

    @Test
    void jobsReachTheOtherSideAsTheyWere() throws IOException {
        Job one =
                new Job(
                        "linpack.n-300",
                        "^\\Qa.b\\E$",
                        new TreeMap<>(Map.of("n", "300", "pages", "huge")),
                        List.of("-Xmx64m", "-Da=b c"),
                        false);
        Job two = new Job("canary", "x", new TreeMap<>(), List.of(), true);
        Path here = Path.of("/a");
        Jobs jobs = new Jobs(2, 200, 3, 300, 4, 5, here, Path.of("/b"), List.of(one, two));
        Path file = directory.resolve("jobs");
        jobs.write(file);

        assertEquals(jobs, Jobs.read(file));
        assertEquals(2 * 200 + 3 * 300, jobs.iterationsNanos());
        Files.writeString(file, "0.name=x\n", StandardOpenOption.TRUNCATE_EXISTING);
        assertThrows(IllegalArgumentException.class, () -> Jobs.read(file));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Job("../x", "x", new TreeMap<>(), List.of(), false));
    }

    @Test
    void resultsAreReadAsFarAsTheyWereWritten() throws IOException {
        Path file = directory.resolve("results");
        JobResult good =
                new JobResult("a", List.of(1.5, 2.0), "", "", Optional.of(new JvmView(2, 3, -1)));
        JobResult bad = new JobResult("b", List.of(), "it\tdied\nof age", "wait", Optional.empty());
        try (JobFile out = JobFile.create(file)) {
            out.write(good);
            out.write(bad);
        }
        Files.writeString(file, "c\ttorn", StandardOpenOption.APPEND);

        List<JobResult> read = JobFile.read(file);
        assertEquals(2, read.size());
        assertEquals(good, read.get(0));
        assertTrue(read.get(1).failed());
        assertEquals("it | died | of age", read.get(1).reason());
        assertEquals(List.of(), JobFile.read(directory.resolve("absent")));
        Files.writeString(file, "c\tno result\n");
        assertThrows(IOException.class, () -> JobFile.read(file));
    }
}
