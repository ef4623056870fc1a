package tare.workloads.benchmark.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.Need;
import tare.workloads.benchmark.instance.GivenPlaces;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

@Tag("kernel")
@SuppressWarnings("try") // what is given is taken back
class FileBenchmarksTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"root", "bind"})
    void smallFilesLiveAndGo(String place) {
        try (GivenPlaces places = GivenPlaces.at(directory)) {
            FileSmall benchmark = new FileSmall();
            benchmark.place = place;
            benchmark.open();
            assertEquals(FileSmall.BYTES, benchmark.live());
            assertEquals(FileSmall.BYTES, benchmark.live());
            benchmark.remove();
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "bind"})
    void filesAreReadWhole(String place) {
        try (GivenPlaces places = GivenPlaces.at(directory)) {
            FileSequential benchmark = sequential(place);
            assertEquals(FileSequential.FILE_BYTES, benchmark.writeAndRead());
            assertEquals(FileSequential.FILE_BYTES, benchmark.writeAndRead());
            benchmark.remove();
        }
        assertNothingLeft();
    }

    @Test
    void aFullDiskIsNamedAndNothingIsLeft() throws Exception {
        Need.that(System.getProperty("user.name").equals("root"), "only root may mount");
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tare-test", directory.toString());
        try (GivenPlaces places = GivenPlaces.at(directory)) {
            FileSequential benchmark = sequential("root");
            IllegalStateException thrown =
                    assertThrows(IllegalStateException.class, benchmark::writeAndRead);

            assertEquals(Requirement.SPACE, Lack.behind(thrown).get().requirement());
            assertNothingLeft();
        } finally {
            run("umount", directory.toString());
        }
    }

    @Test
    void aPlaceThatWentAwayIsNamed() throws IOException {
        Path place = Files.createDirectory(directory.resolve("place"));
        try (GivenPlaces places = GivenPlaces.at(place)) {
            FileSmall benchmark = new FileSmall();
            benchmark.place = "bind";
            benchmark.open();
            Files.delete(place.resolve(place.toFile().list()[0]));
            IllegalStateException thrown =
                    assertThrows(IllegalStateException.class, benchmark::live);

            assertEquals(Requirement.BIND_MOUNT, Lack.behind(thrown).get().requirement());
            benchmark.remove();
        }
    }

    private static FileSequential sequential(String place) {
        FileSequential benchmark = new FileSequential();
        benchmark.place = place;
        benchmark.open();
        return benchmark;
    }

    private void assertNothingLeft() {
        assertEquals(0, directory.toFile().list().length);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
        Need.that(process.waitFor() == 0, String.join(" ", command) + ": " + said.strip());
    }
}
