package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeAccountTest {

    @TempDir private Path proc;

    private void process(int pid, String rollup) throws IOException {
        Path directory = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.writeString(directory.resolve("smaps_rollup"), rollup);
    }

    @Test
    void sumsWhatProcessesHaveAndLeavesOutThoseThatAreGone() throws IOException {
        process(7, "7f00-7f01 ---p 00000000 00:00 0 [rollup]\nRss: 9 kB\nPss:   5 kB\n");
        process(8, "Pss: 3 kB\nPss_Dirty: 1 kB\n");
        assertEquals(OptionalLong.of(8 << 10), TreeAccount.pssOf(proc, List.of(7, 8, 9)));
        assertEquals(OptionalLong.of(0), TreeAccount.pssOf(proc, List.of()));
    }
}
