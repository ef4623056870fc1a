package tare.harness.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.failure.OutputError;

class FileJournalTest {

    private static final List<Resource> ALL =
            List.of(
                    new Resource.RunningProcess("tare-token-1", 0, 0),
                    new Resource.RunningProcess("tare token % \n x", 17, 4711),
                    new Resource.Cgroup(Path.of("/sys/fs/cgroup/tare-1")),
                    new Resource.Mount(Path.of("/tmp/tare-1/a b")),
                    new Resource.Directory(Path.of("/tmp/tare-é%20")),
                    new Resource.Setting(Path.of("/proc/sys/vm/x"), ""));

    @TempDir Path directory;

    private final AtomicLong time = new AtomicLong(100);

    @Test
    void givesBackWhatIsStillThere() throws IOException {
        Path file = directory.resolve("1.journal");
        try (FileJournal journal = open(file)) {
            List<Journal.Entry> entries = new ArrayList<>();
            ALL.forEach(resource -> entries.add(journal.intend(resource)));
            entries.get(0).update(new Resource.RunningProcess("tare-token-1", 9, 99));
            entries.get(2).done();
            entries.get(2).done();
            assertFalse(journal.settled());
            List<Leftover> left = Leftover.read(file);
            assertEquals(5, left.size());
            assertEquals(
                    new Leftover(
                            Boot.id(), 101, new Resource.RunningProcess("tare-token-1", 9, 99)),
                    left.get(0));
            assertEquals(
                    ALL.subList(3, 6),
                    left.subList(2, 5).stream().map(Leftover::resource).toList());
            entries.forEach(Journal.Entry::done);
            assertTrue(journal.settled());
        }
        assertEquals(List.of(), Leftover.read(file));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void isReadWhereverALineIsTorn() throws IOException {
        Path file = directory.resolve("1.journal");
        try (FileJournal journal = open(file)) {
            ALL.forEach(journal::intend);
        }
        byte[] whole = Files.readAllBytes(file);
        Path torn = directory.resolve("torn.journal");
        for (int length = 0; length <= whole.length; length++) {
            Files.write(torn, Arrays.copyOf(whole, length));
            int complete = 0;
            for (int i = 0; i < length; i++) {
                complete += whole[i] == '\n' ? 1 : 0;
            }
            // The sum makes a line whole, its end need not be there.
            boolean atEnd = length < whole.length && whole[length] == '\n';
            int entries = Math.max(0, complete + (atEnd ? 1 : 0) - 1);
            assertEquals(entries, Leftover.read(torn).size(), "cut at byte " + length);
            try (FileJournal later = open(torn)) {
                later.intend(ALL.get(2));
            }
            assertEquals(entries + 1, Leftover.read(torn).size(), "continued at byte " + length);
        }
    }

    @Test
    void passesOverBytesThatWereDamaged() throws IOException {
        Path file = directory.resolve("1.journal");
        try (FileJournal journal = open(file)) {
            ALL.forEach(journal::intend);
        }
        byte[] whole = Files.readAllBytes(file);
        int secondLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int i = secondLine; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x15;
            Files.write(file, damaged);
            assertTrue(Leftover.read(file).size() < ALL.size(), "damaged at byte " + i);
        }
    }

    @Test
    void doesNotGrowWithTheNumberOfLaunches() throws IOException {
        Path file = directory.resolve("1.journal");
        try (FileJournal journal = open(file)) {
            for (int i = 0; i < 12_000; i++) {
                Journal.Entry entry = journal.intend(ALL.get(0));
                entry.update(ALL.get(1));
                entry.done();
            }
            journal.intend(ALL.get(3));
        }
        assertTrue(Files.size(file) < 2 << 20, Files.size(file) + " bytes");
        assertEquals(ALL.get(3), Leftover.read(file).get(0).resource());
        assertEquals(1, Leftover.read(file).size());
    }

    @Test
    void followsNoLink() throws IOException {
        Path target = Files.createFile(directory.resolve("target"));
        Path link = Files.createSymbolicLink(directory.resolve("1.journal"), target);
        OutputError e = assertThrows(OutputError.class, () -> open(link));
        assertTrue(e.where().endsWith("1.journal"));
        assertEquals(0, Files.size(target));
    }

    private FileJournal open(Path file) {
        return FileJournal.open(file, time::incrementAndGet);
    }
}
