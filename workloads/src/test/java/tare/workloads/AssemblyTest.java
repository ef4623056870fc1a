package tare.workloads;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed bytes are what the committed sources assemble to. */
@Tag("kernel")
@Timeout(60)
class AssemblyTest {

    private static final Path RESOURCES = Path.of("src/main/resources/tare/workloads");
    private static final int NO_BINUTILS = 77;

    @TempDir Path output;

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void rebuildsToTheCommittedBytes(String architecture) throws Exception {
        Need.command("sh");
        Process build =
                new ProcessBuilder("sh", "src/main/asm/build.sh", output.toString(), architecture)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(build.getInputStream().readAllBytes(), US_ASCII);
        int status = build.waitFor();
        Need.that(status != NO_BINUTILS, said.strip());
        assertEquals(0, status, said);

        List<Path> committed = binaries(RESOURCES, architecture);
        assertFalse(committed.isEmpty(), "no bytes found");
        assertEquals(committed, binaries(output, architecture));
        for (Path file : committed) {
            assertArrayEquals(
                    Files.readAllBytes(RESOURCES.resolve(file)),
                    Files.readAllBytes(output.resolve(file)),
                    file + " is stale: run workloads/src/main/asm/build.sh");
        }
    }

    private static List<Path> binaries(Path root, String architecture) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith("-" + architecture + ".bin"))
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }
}
