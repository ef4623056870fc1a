package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.Pressure.Snapshot;

class PressureTest {

    @TempDir Path directory;

    @Test
    void sharesAddUp() {
        Pressure pressure = Pressure.between(at(0, 0, 0, 0), at(1000, 700, 5, 250));
        assertEquals(0.005, pressure.stealShare(), 1e-9);
        assertEquals(0.7, pressure.idleShare(), 1e-9);
        assertEquals(0.045, pressure.otherShare(), 1e-9);
        assertFalse(pressure.disturbed(), pressure.describe());
    }

    @Test
    void isDisturbedByEachCause() {
        Snapshot start = at(0, 0, 0, 0);
        assertTrue(Pressure.between(start, at(1000, 980, 20, 0)).disturbed(), "steal");
        assertTrue(Pressure.between(start, at(1000, 800, 0, 50)).disturbed(), "other work");
        assertTrue(Pressure.between(start, hot(at(1000, 1000, 0, 0), 1, 100)).disturbed());
        assertTrue(Pressure.between(start, hot(at(1000, 1000, 0, 0), 0, 80)).disturbed());
        assertFalse(Pressure.between(start, hot(at(1000, 1000, 0, 0), 0, 95)).disturbed());
    }

    @Test
    void isQuietWhereNothingCanBeRead() {
        HostTree empty = new HostTree(directory);
        Snapshot snapshot = Snapshot.take(empty, () -> 7);
        assertEquals(7, snapshot.nanos());
        assertFalse(Pressure.between(snapshot, snapshot).disturbed());
    }

    @Test
    void readsTheKernelsCounters() throws IOException {
        write("proc/stat", "cpu  10 1 20 300 5 2 3 9 4 0\ncpu0 0\n");
        write("proc/self/stat", "7 (a b) c) S 1 7 7 0 -1 0 1 0 0 0 11 12 13 14 20 0 1 0 99 1\n");
        write("proc/loadavg", "0.50 0.40 0.30 1/100 7\n");
        Snapshot snapshot = Snapshot.take(new HostTree(directory), () -> 1);
        assertEquals(new Snapshot(1, 350, 305, 9, 50, 0, OptionalLong.empty(), 0.5), snapshot);
    }

    @Test
    void readsThisHost() {
        Snapshot before = Snapshot.take(HostTree.live(), MonotonicClock.system());
        Snapshot after = Snapshot.take(HostTree.live(), MonotonicClock.system());
        assertTrue(before.totalTicks() > 0);
        assertTrue(Pressure.between(before, after).nanos() > 0);
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private static Snapshot at(long total, long idle, long steal, long own) {
        return new Snapshot(total, total, idle, steal, own, 0, OptionalLong.of(100), 0);
    }

    private static Snapshot hot(Snapshot s, long throttles, long hertz) {
        return new Snapshot(
                s.nanos(),
                s.totalTicks(),
                s.idleTicks(),
                s.stealTicks(),
                s.ownTicks(),
                throttles,
                OptionalLong.of(hertz),
                s.load());
    }
}
