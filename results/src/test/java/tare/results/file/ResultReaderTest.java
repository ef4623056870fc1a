package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.InputError;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** What the reader refuses, and how it says so. */
class ResultReaderTest {

    @TempDir Path directory;
    private Path file = Path.of("");
    private String text = "";

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("result.json");
        new ResultWriter().write(ResultFixtures.result(), file);
        text = Files.readString(file);
    }

    @Test
    void aNewerMinorVersionIsReadAndUnknownFieldsAreCounted() throws IOException {
        put(
                text.replace("\"version\" : \"1.0\"", "\"version\" : \"1.7\", \"new\" : [[{}]]")
                        .replace("\"channel\" : \"pipe\"", "\"channel\" : \"pipe\", \"x\" : null")
                        .replace("\"host.name\"", "\"host.colour\""));
        ResultReader.Read read = new ResultReader().read(file);
        // One at the top, one host fact, and one in each of the five cells with a pipe.
        assertEquals(
                List.of(
                        new Warning(
                                WarningKind.DISCARDED,
                                "7 fields are unknown to this Tare (format 1.7)")),
                read.warnings());
        assertEquals(ResultFixtures.result().cells(), read.result().cells());
    }

    @Test
    void aNewerMajorVersionIsRefusedAsSuch() throws IOException {
        InputError error = refused(text.replace("\"version\" : \"1.0\"", "\"version\" : \"2.0\""));
        assertEquals("the result file is of a newer format", error.what());
        assertEquals("it has version 2.0, this Tare reads 1.x", error.why());
        assertFalse(error.remedy().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : \"tare-result\"|\"format\" : \"jmh\"|/format",
                "\"version\" : \"1.0\"|\"version\" : \"one\"|/version",
                "\"stage.ready\"|\"stage.later\"|/cells/0/metric",
                "\"bare-guest\"|\"vm-ish\"|/cells/0/class",
                "\"skipped\"|\"lost\"|",
                "\"software-paging\" ]|\"fast\" ]|/cells/0/labels/0",
                "\"governor\"|\"weather\"|/warnings/0/kind",
                "\"unit\" : \"ns\"|\"unit\" : \"By\"|",
                "\"direction\" : \"lower\"|\"direction\" : \"neutral\"|",
                "\"method\" : 1|\"method\" : 0|",
                "\"method\" : 1|\"method\" : 1.5|/cells/0/method",
                "\"method\" : 1|\"method\" : 99999999999|/cells/0/method",
                "\"samples\" : [ |\"samples\" : [ null, |",
                "\"samples\" : [ |\"samples\" : [ 1e999, |",
                "\"samples\" : [ |\"samples\" : [ NaN, |",
                "\"samples\" : [ |\"samples\" : [ 1, |",
                "\"count\" : 10001|\"count\" : 10002|",
                "\"count\" : 10001|\"count\" : 2000000000|",
                "\"encoding\" : \"integers\"|\"encoding\" : \"zip\"|",
                "\"state\" : \"complete\"|\"state\" : [ ]|/state",
                "\"reason\" : \"there is no /dev/kvm\"|\"reason\" : \" \"|",
                "\"seed\" : -42|\"seed\" : \"-42\"|/plan/seed",
                "\"round\" : 1|\"round\" : -1|",
                "\"id\" :|\"id\" : \"x\", \"id\" :|",
            })
    void wrongContentIsRefusedWithItsPlace(String right, String wrong, String pointer)
            throws IOException {
        assertTrue(text.contains(right), right);
        InputError error = refused(text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        assertEquals(file.toString(), error.where());
        assertTrue(error.why().contains("line "), error.why());
        if (pointer != null) {
            assertTrue(error.why().contains("at " + pointer), error.why());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"format", "version", "id", "createdAt", "state", "tool", "host", "plan"})
    void aMissingFieldIsNamed(String name) throws IOException {
        InputError error = refused(text.replaceFirst("\"" + name + "\" :", "\"other\" :"));
        assertTrue(error.why().contains("'" + name + "' is missing"), error.why());
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // But for the line end after its last bracket.
        for (int length = 0; length < bytes.length - 1; length += 7) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(InputError.class, () -> new ResultReader().read(file));
        }
    }

    @Test
    void whatFollowsTheDocumentIsRefused() throws IOException {
        assertTrue(refused(text + "{}").why().contains("follows the end"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "\u007fELF\u0000\u0001", "<html></html>"})
    void foreignFilesAreRefused(String content) throws IOException {
        refused(content);
    }

    @Test
    void twoCellsOfOneKeyAreRefused() throws IOException {
        int from = text.indexOf("\"cells\" : [ ") + "\"cells\" : [ ".length();
        String cell = text.substring(from, text.indexOf("}, {", text.indexOf("\"remedy\"", from)));
        assertTrue(
                refused(text.substring(0, from) + cell + "}, " + text.substring(from))
                        .why()
                        .contains("two cells have the key"));
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        String deep = "[".repeat(100_000);
        assertTrue(
                refused(text.replaceFirst("\\{", "{ \"new\" : " + deep)).why().contains("depth"));
        assertTrue(refused(deep).why().contains("expected"));
    }

    @Test
    void hugeFilesAndPipesAreNotEvenRead() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        InputError error = assertThrows(InputError.class, () -> new ResultReader().read(file));
        assertTrue(error.why().contains("bytes, at most 268435456 are read"), error.why());
        InputError folder =
                assertThrows(InputError.class, () -> new ResultReader().read(directory));
        assertEquals("it is no regular file", folder.why());
        Path device = Path.of("/dev/zero");
        assertThrows(InputError.class, () -> new ResultReader().read(device));
        assertThrows(InputError.class, () -> new ResultReader().read(directory.resolve("missing")));
    }

    @Test
    void endlessFieldsAndSamplesAreRefused() throws IOException {
        String fields = "\"a\",".repeat(2_100_000);
        assertTrue(
                refused(text.replace("\"experiments\" : [", "\"experiments\" : [" + fields))
                        .why()
                        .contains("more than 2000000 fields"));
        String samples = "0,".repeat(SampleCodec.LARGEST + 1);
        assertTrue(
                refused(text.replaceFirst("\"samples\" : \\[", "\"samples\" : [" + samples))
                        .why()
                        .contains("more than 2000000 numbers"));
    }

    /** A few kilobytes that inflate to gigabytes. */
    @Test
    void packedSamplesThatAreMoreThanTheyClaimAreNotUnpacked() {
        String bomb = SampleCodec.encode(new double[SampleCodec.LARGEST], integers());
        assertTrue(bomb.length() < 30_000);
        assertThrows(
                IllegalArgumentException.class, () -> SampleCodec.decode(bomb, 20_000, integers()));
        assertThrows(
                IllegalArgumentException.class,
                () -> SampleCodec.decode(bomb, Integer.MAX_VALUE, integers()));
        String small = SampleCodec.encode(new double[3], integers());
        assertThrows(
                IllegalArgumentException.class,
                () -> SampleCodec.decode(small, SampleCodec.LARGEST, integers()));
        assertThrows(
                IllegalArgumentException.class,
                () -> SampleCodec.decode(small + small, 3, integers()));
        assertThrows(
                IllegalArgumentException.class, () -> SampleCodec.decode("AAAA", 3, integers()));
    }

    @Test
    void aMillionSamplesAreReadBack() {
        double[] samples = new double[1_000_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 700_000 + (i * 7919L) % 104_729;
        }
        String packed = SampleCodec.encode(samples, SampleCodec.Encoding.of(samples));
        assertArrayEquals(samples, SampleCodec.decode(packed, samples.length, integers()));
    }

    private static SampleCodec.Encoding integers() {
        return SampleCodec.Encoding.INTEGERS;
    }

    private void put(String content) throws IOException {
        Files.writeString(file, content);
    }

    private InputError refused(String content) throws IOException {
        put(content);
        InputError error = assertThrows(InputError.class, () -> new ResultReader().read(file));
        assertFalse(error.remedy().isEmpty());
        return error;
    }
}
