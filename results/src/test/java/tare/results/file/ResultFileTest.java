package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.failure.OutputError;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

class ResultFileTest {

    @TempDir Path directory;

    @Test
    void whatIsWrittenIsRead() {
        RunResult result = ResultFixtures.result();
        Path file = directory.resolve("result.json");
        new ResultWriter().write(result, file);
        ResultReader.Read read = new ResultReader().read(file);
        assertEquals(result, read.result());
        assertEquals(List.of(), read.warnings());
    }

    @Test
    void theSameResultGivesTheSameBytesReadOnlyByItsOwner() throws IOException {
        Path one = directory.resolve("one.json");
        Path two = directory.resolve("two.json");
        new ResultWriter().write(ResultFixtures.result(), one);
        new ResultWriter().write(new ResultReader().read(one).result(), two);
        assertEquals(-1, Files.mismatch(one, two));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
    }

    /** Files of version 1.0 stay readable; this one is never written anew. */
    @Test
    void theFirstFileOfThisVersionIsStillRead() throws IOException {
        Path file = directory.resolve("golden.json");
        try (InputStream golden =
                Objects.requireNonNull(getClass().getResourceAsStream("result-1.0.json"))) {
            Files.copy(golden, file);
        }
        ResultReader.Read read = new ResultReader().read(file);
        assertEquals(List.of(), read.warnings());
        assertEquals(ResultFixtures.result(), read.result());
        assertEquals(
                read.result().id(), ResultWriter.id(read.result().plan(), read.result().cells()));
    }

    @Test
    void identityIsOfPlanAndCellsAlone() {
        RunResult result = ResultFixtures.result();
        assertTrue(result.id().matches("[0-9a-f]{64}"));
        RunResult later =
                Assembly.result(
                        new RunHeader(
                                "2027-01-01T00:00:00Z",
                                ResultFixtures.header().tool(),
                                ResultFixtures.host(),
                                ResultFixtures.header().plan()),
                        result.state(),
                        ResultFixtures.host(),
                        ResultFixtures.fragments(),
                        List.of());
        assertEquals(result.id(), later.id());
        assertNotEquals(result.id(), ResultWriter.id(result.plan(), result.cells().subList(1, 4)));
    }

    @Test
    void wholeNumbersHaveNoPointAndManySamplesAreEncoded() throws IOException {
        Path file = directory.resolve("result.json");
        new ResultWriter().write(ResultFixtures.result(), file);
        String text = Files.readString(file);
        assertTrue(text.contains("\"samples\" : [ 12.25, -0.1, 1.0E-7 ]"), text);
        assertFalse(text.contains(".0,"));
        assertTrue(text.contains("\"count\" : 10001"));
        assertTrue(text.contains("\"encoding\" : \"integers\""));
        assertTrue(text.length() < 20_000, () -> text.length() + " characters");
        assertFalse(text.contains("\r"));
    }

    @Test
    void anEarlierFileStaysWhenTheNewOneCannotBeWritten() throws IOException {
        Path file = directory.resolve("result.json");
        Files.writeString(file, "earlier");
        OutputError error =
                assertThrows(
                        OutputError.class,
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write(new byte[100_000]);
                                            throw new IOException("No space left on device");
                                        }));
        assertTrue(error.why().contains("No space left"));
        assertFalse(error.remedy().isEmpty());
        assertEquals("earlier", Files.readString(file));
        assertOnlyFile(file);
    }

    @Test
    void aMissingDirectoryIsAnOutputError() {
        Path file = directory.resolve("missing/result.json");
        OutputError error =
                assertThrows(
                        OutputError.class,
                        () -> new ResultWriter().write(ResultFixtures.result(), file));
        assertEquals(file.toString(), error.where());
    }

    @Test
    void aTargetThatIsADirectoryIsLeftAlone() throws IOException {
        Path file = Files.createDirectory(directory.resolve("result.json"));
        Files.writeString(file.resolve("kept"), "");
        assertThrows(
                OutputError.class, () -> new ResultWriter().write(ResultFixtures.result(), file));
        assertOnlyFile(file);
    }

    @Test
    void aLinkInThePlaceOfTheTemporaryFileIsNotFollowed() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "kept");
        Path file = directory.resolve("result.json");
        Files.createSymbolicLink(directory.resolve(".result.json.part"), victim);
        new ResultWriter().write(ResultFixtures.result(), file);
        assertEquals("kept", Files.readString(victim));
        assertFalse(Files.isSymbolicLink(file));
    }

    @Test
    void absentCellsKeepReasonAndRemedy() {
        Outcome.Absent absent =
                (Outcome.Absent)
                        ResultFixtures.result().cells().stream()
                                .filter(cell -> cell.key().equals(ResultFixtures.ready("kvm")))
                                .findFirst()
                                .orElseThrow()
                                .outcome();
        assertEquals(Outcome.Kind.SKIPPED, absent.kind());
        assertEquals("modprobe kvm", absent.remedy());
    }

    @Test
    void exportsAreAnHdrHistogramLogOfDurations() throws IOException {
        Path file = SampleLog.write(ResultFixtures.result(), directory);
        assertEquals(directory.resolve("exports/samples.hlog"), file);
        byte[] first = Files.readAllBytes(file);
        SampleLog.write(ResultFixtures.result(), directory);
        assertArrayEquals(first, Files.readAllBytes(file));
        String text = new String(first, StandardCharsets.UTF_8);
        assertTrue(text.contains("Tag=boot/process/probe/stage.ready,"));
        assertFalse(text.contains("fleet.hosts"));
        try (InputStream in = Files.newInputStream(file)) {
            var log = new HistogramLogReader(in);
            int histograms = 0;
            for (var next = log.nextIntervalHistogram();
                    next != null;
                    next = log.nextIntervalHistogram()) {
                histograms++;
                long expected = next.getTag().contains("jmh") ? 10_001 : 15;
                assertEquals(expected, ((Histogram) next).getTotalCount(), next.getTag());
            }
            assertEquals(5, histograms);
        }
    }

    private void assertOnlyFile(Path file) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }
}
