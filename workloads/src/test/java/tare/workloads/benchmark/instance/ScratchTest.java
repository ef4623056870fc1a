package tare.workloads.benchmark.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // what is given is taken back
class ScratchTest {

    @TempDir Path directory;

    @Test
    void leavesNothing() throws IOException {
        try (GivenPlaces places = GivenPlaces.at(directory)) {
            Scratch scratch = Scratch.in(Place.ROOT);
            Files.writeString(scratch.file("one"), "1");
            Files.writeString(scratch.file("two"), "2");
            scratch.close();
            scratch.close();
        }

        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void saysWhatFailedAndLeavesNothing() throws IOException {
        try (GivenPlaces places = GivenPlaces.at(directory)) {
            Scratch scratch = Scratch.in(Place.BIND);
            Files.writeString(scratch.file("one"), "1");

            Lack full = lack(scratch.failed(new IOException("No space left on device")));
            Lack other = lack(scratch.failed(new IOException("Read-only file system")));

            assertEquals(Requirement.SPACE, full.requirement());
            assertEquals(Requirement.BIND_MOUNT, other.requirement());
            assertTrue(other.detail().contains("Read-only file system"), other.detail());
        }

        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void namesAPlaceThatIsNotGivenOrNotThere() {
        Lack untold = lack(assertThrows(IllegalStateException.class, () -> open(Place.ROOT)));
        assertEquals(Requirement.WRITABLE_ROOT, untold.requirement());
        assertTrue(untold.detail().contains("tare.inside.root"), untold.detail());

        Path absent = directory.resolve("absent");
        try (GivenPlaces places = GivenPlaces.at(absent)) {
            Lack lack = lack(assertThrows(IllegalStateException.class, () -> open(Place.BIND)));
            assertEquals(Requirement.BIND_MOUNT, lack.requirement());
            assertTrue(lack.detail().contains(absent.toString()), lack.detail());
        }
    }

    private static void open(Place place) {
        Scratch.in(place).close();
    }

    private static Lack lack(IllegalStateException thrown) {
        return Lack.behind(thrown).orElseThrow(() -> thrown);
    }
}
