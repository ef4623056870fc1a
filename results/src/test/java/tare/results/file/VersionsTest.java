package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.results.model.RunResult;

/**
 * Files of every version that was ever written are read for ever: one of each is stored as {@code
 * result-MAJOR.MINOR.json}. Whoever raises the minor version adds one, and changes none.
 */
class VersionsTest {

    @TempDir Path directory;

    static Stream<String> versions() {
        return IntStream.rangeClosed(0, Words.MINOR).mapToObj(minor -> Words.MAJOR + "." + minor);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theStoredFileIsReadValidAndMigrated(String version) throws IOException {
        byte[] stored = stored(version);
        ResultReader.Read read =
                ResultReader.read(new ByteArrayInputStream(stored), Path.of(version));
        assertEquals(List.of(), read.warnings());
        assertTrue(ResultValidator.check(new ByteArrayInputStream(stored)).valid());
        RunResult result = read.result();
        assertEquals(ResultWriter.id(result.plan(), result.cells()), result.id());
        Path migrated = directory.resolve("migrated.json");
        new ResultWriter().write(result, migrated);
        assertEquals(result, new ResultReader().read(migrated).result());
        assertTrue(Files.readString(migrated).contains('"' + ResultWriter.VERSION + '"'));
    }

    /** Cells of metrics, labels and classes to come are left out, and the rest is read. */
    @Test
    void cellsOfANewerMinorVersionArePassedOver() throws IOException {
        String text =
                new String(stored("1.0"), StandardCharsets.UTF_8)
                        .replace("\"version\" : \"1.0\"", "\"version\" : \"1.9\"")
                        .replaceFirst("\"metric\" : \"[a-z.]*\"", "\"metric\" : \"stage.later\"")
                        .replaceFirst("\"kind\" : \"[a-z-]*\"", "\"kind\" : \"weather\"");
        ResultReader.Read read =
                ResultReader.read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        Path.of("newer"));
        int before =
                ResultReader.read(new ByteArrayInputStream(stored("1.0")), Path.of("1.0"))
                        .result()
                        .cells()
                        .size();
        assertEquals(before - 1, read.result().cells().size());
        assertEquals(1, read.warnings().size(), read.warnings().toString());
        assertTrue(read.warnings().get(0).detail().startsWith("2 cells or warnings"));
    }

    private byte[] stored(String version) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        getClass().getResourceAsStream("result-" + version + ".json"),
                        "no stored file of version " + version)) {
            return in.readAllBytes();
        }
    }
}
