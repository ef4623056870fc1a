package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.UsageError;

class PinningTest {

    @TempDir Path directory;

    @Test
    void readsListsInTheKernelsForm() {
        assertEquals(List.of(0, 1, 2, 3, 5), new ArrayList<>(CpuList.parse("0-3,5")));
        assertEquals(List.of(), new ArrayList<>(CpuList.parse("")));
        assertEquals("0-3,5", CpuList.format(List.of(5, 3, 2, 1, 0)));
        assertEquals("", CpuList.format(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "-1", "3-1", "1,,2", "1,", "0-99999", "1 2", "999999"})
    void refusesWhatIsNoList(String text) {
        assertThrows(UsageError.class, () -> CpuList.parse(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void writesWhatItReads(long seed) {
        Random random = new Random(seed);
        SortedSet<Integer> cpus = new TreeSet<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            cpus.add(random.nextInt(64));
        }
        assertEquals(cpus, CpuList.parse(CpuList.format(cpus)), "seed " + seed);
    }

    @Test
    void launchersHaveACpuEachAndInstancesAll() throws IOException {
        Path status = Files.createDirectories(directory.resolve("proc/self")).resolve("status");
        HostTree tree = new HostTree(directory);
        assertEquals(Pinning.NONE, Pinning.ofLauncher(tree, 0), "the kernel does not tell");
        Files.writeString(status, "Name:\tjava\nCpus_allowed_list:\t1,4-5\n");
        List<String> taken = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            Pinning place = Pinning.ofLauncher(tree, number);
            taken.add(place.harnessCpus());
            assertEquals("1,4-5", place.instanceCpus());
        }
        assertEquals(List.of("1", "4", "5", "1"), taken);
        Files.writeString(status, "Cpus_allowed_list:\t3\n");
        assertEquals(Pinning.NONE, Pinning.ofLauncher(tree, 0), "there is nothing to share out");
    }

    @Test
    void takesTwoCoresOfOneNode() throws IOException {
        HostTree tree = CapturedTree.unpack("x86-bare-v2", directory);
        Topology topology = Topology.read(tree);
        assertEquals(4, topology.cores());
        Pinning all = Pinning.of("auto", topology, Pinning.allowed(tree, topology));
        assertEquals("0", all.harnessCpus());
        assertEquals("1", all.instanceCpus());
        // Only CPU 1 of node 0 may be used: then node 1 has the two cores.
        Pinning some = Pinning.of("auto", topology, CpuList.parse("1,2-3,6"));
        assertEquals("2", some.harnessCpus());
        assertEquals("3", some.instanceCpus());
    }

    @Test
    void takesTheFastestType() throws IOException {
        HostTree tree = CapturedTree.unpack("arm-mixed-v1", directory);
        Topology topology = Topology.read(tree);
        Pinning pinning = Pinning.of("auto", topology, topology.ids());
        assertEquals("4", pinning.harnessCpus());
        assertEquals("5", pinning.instanceCpus());
    }

    @Test
    void saysWhatItCannotDo() throws IOException {
        Topology topology = Topology.read(CapturedTree.unpack("x86-bare-v2", directory));
        assertTrue(
                Pinning.of("auto", topology, CpuList.parse("0,2")).sentence().contains("unlike"));
        assertTrue(
                Pinning.of("auto", topology, CpuList.parse("0,4"))
                        .sentence()
                        .contains("only core"));
        Pinning one = Pinning.of("auto", topology, CpuList.parse("3"));
        assertEquals("", one.harnessCpus());
        assertTrue(one.sentence().contains("only one CPU"));
        assertEquals(Pinning.NONE, Pinning.of("none", topology, topology.ids()));
    }

    @Test
    void obeysAList() throws IOException {
        Topology topology = Topology.read(CapturedTree.unpack("x86-bare-v2", directory));
        Pinning pinning = Pinning.of("0,2-4", topology, topology.ids());
        assertEquals("0,4", pinning.harnessCpus());
        assertEquals("2-3", pinning.instanceCpus());
        assertEquals("4", Pinning.of("4", topology, topology.ids()).instanceCpus());
        UsageError e =
                assertThrows(UsageError.class, () -> Pinning.of("7-8", topology, topology.ids()));
        assertTrue(e.why().contains("0-7"));
        assertThrows(UsageError.class, () -> Pinning.of("", topology, topology.ids()));
    }
}
