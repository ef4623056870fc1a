package tare.harness.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.service.RateResult.Kind;
import tare.results.model.Outcome;

class RateFileTest {

    @TempDir private Path directory;

    private final Outcome.Absent why =
            new Outcome.Absent(Outcome.Kind.SKIPPED, "saturated:\tat\n1000", "less");

    @Test
    void whatIsWrittenIsReadAndATornLineIsLeftOut() throws IOException {
        Path file = directory.resolve("results");
        try (RateFile out = RateFile.create(file)) {
            out.write(RateResult.measured(Kind.REQUESTS, 250, "veth", new double[] {3, 1e9}));
            out.write(RateResult.none(Kind.TURNS, 1000, "veth", why));
        }
        Files.writeString(file, "REQUESTS\t2000\tveth\t1 2", StandardOpenOption.APPEND);

        List<RateResult> read = RateFile.read(file);

        assertEquals(2, read.size());
        assertEquals(
                List.of(Kind.REQUESTS, Kind.TURNS), read.stream().map(RateResult::kind).toList());
        assertEquals(List.of(250, 1000), read.stream().map(RateResult::amount).toList());
        assertArrayEquals(new double[] {3, 1e9}, read.get(0).latencyNanos());
        assertEquals(Optional.empty(), read.get(0).absent());
        assertEquals(
                Optional.of(
                        new Outcome.Absent(Outcome.Kind.SKIPPED, "saturated: | at | 1000", "less")),
                read.get(1).absent().map(RateFileTest::spaced));
    }

    private static Outcome.Absent spaced(Outcome.Absent read) {
        return new Outcome.Absent(
                read.kind(), read.reason().replaceAll(" *\\| *", " | "), read.remedy());
    }

    @Test
    void aForeignLineIsRefused() throws IOException {
        Path file = directory.resolve("results");
        Files.writeString(file, "250\tveth\n");
        assertThrows(IOException.class, () -> RateFile.read(file));
        assertEquals(List.of(), RateFile.read(directory.resolve("none")));
    }

    @Test
    void aLoadIsWrittenAndRead() throws IOException {
        Path file = directory.resolve("load");
        Load load = Load.usual(-7);
        load.write(file);
        assertEquals(load, Load.read(file));
        for (Load part : List.of(load.turnsAlone(), load.requestsAlone())) {
            part.write(file);
            assertEquals(part, Load.read(file));
            assertTrue(part.whole().compareTo(load.whole()) < 0);
        }
        Files.writeString(file, "rates=1 2\n");
        assertThrows(IllegalArgumentException.class, () -> Load.read(file));
    }

    @Test
    void keepsEveryKthOfManyLatencies() {
        long[] many = new long[5000];
        Arrays.setAll(many, i -> i);
        double[] kept = ServiceSession.thinned(many);
        assertEquals(1667, kept.length);
        assertEquals(4998, kept[1666]);
        assertArrayEquals(new double[] {7}, ServiceSession.thinned(new long[] {7}));
    }
}
