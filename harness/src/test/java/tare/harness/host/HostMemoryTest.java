package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {

    @TempDir private Path proc;

    private void meminfo() throws IOException {
        Files.writeString(
                proc.resolve("meminfo"),
                """
                MemTotal:       1000 kB
                MemFree:         700 kB
                MemAvailable:    800 kB
                KernelStack:       4 kB
                PageTables:        8 kB
                SecPageTables:     2 kB
                SReclaimable:     50 kB
                SUnreclaim:       16 kB
                Percpu:           32 kB
                HugePages_Total:       0
                """);
        Files.writeString(proc.resolve("vmstat"), "oom_kill 3\noom_killer 9\n");
    }

    @Test
    void addsUpWhatTheKernelTellsApart() throws IOException {
        meminfo();
        assertEquals(new HostMemory(1000L << 10, 800L << 10, 62L << 10, 3), HostMemory.read(proc));
    }

    /**
     * Free pages on the lists of single CPUs are available, though MemAvailable leaves them out.
     */
    @Test
    void addsThePagesOnListsOfCpus() throws IOException {
        meminfo();
        Files.writeString(
                proc.resolve("zoneinfo"),
                """
                Node 0, zone Normal
                  pagesets
                    cpu: 0
                              count:    5
                              high:     90
                    cpu: 1
                              count:    7
                """);
        Files.createDirectory(proc.resolve("self"));
        ByteBuffer vector = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        vector.putLong(3).putLong(64).putLong(6).putLong(4096);
        Files.write(proc.resolve("self/auxv"), vector.array());
        assertEquals((800L << 10) + 12L * 4096, HostMemory.read(proc).availableBytes());
    }

    /** What keeps a crowd from taking all looks there only where it would stop otherwise. */
    @Test
    void theGuardCountsThemWhereLittleIsLeft() throws IOException {
        addsThePagesOnListsOfCpus();
        try (AvailableMemory memory = AvailableMemory.open(proc.resolve("meminfo"))) {
            long told = 800L << 10;
            assertEquals(told, memory.bytes());
            assertEquals(told, memory.bytes(told));
            assertEquals(HostMemory.read(proc).availableBytes(), memory.bytes(told + 1));
            assertTrue(memory.bytes(told + 1) > told);
        }
    }

    @Test
    void readsThisHost() throws IOException {
        HostMemory host = HostMemory.read();
        assertTrue(host.totalBytes() > host.kernelBytes() && host.kernelBytes() > 0);
        try (AvailableMemory memory = AvailableMemory.open()) {
            long first = memory.bytes();
            assertTrue(first > 0 && first < host.totalBytes());
            assertTrue(memory.bytes() > 0, "again from the same file");
        }
    }

    @Test
    void anAccountHasWhatAProcessHasStarted() throws IOException {
        Process child = new ProcessBuilder("/bin/sleep", "60").start();
        try {
            int self = Math.toIntExact(ProcessHandle.current().pid());
            List<Integer> tree = ProcessTree.of(self);
            assertEquals(self, tree.get(0));
            assertTrue(tree.contains(Math.toIntExact(child.pid())));
            TreeAccount account = TreeAccount.of(self);
            assertTrue(account.pssSum() > 0);
            assertTrue(account.tasks() > 1);
            assertTrue(account.descriptors() > 3);
            assertEquals(0, account.mounts(), "all share this process's namespace");
        } finally {
            child.destroyForcibly();
        }
    }
}
