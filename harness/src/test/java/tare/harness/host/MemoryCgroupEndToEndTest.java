package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;

@Tag("kernel")
class MemoryCgroupEndToEndTest {

    private static final long MIB = 1 << 20;

    private final List<Resource> open = new ArrayList<>();

    @Test
    void isChargedWithWhatItsProcessesTouch() throws IOException {
        String name = "tare-memory-" + ProcessHandle.current().pid();
        Optional<MemoryCgroup> made = MemoryCgroup.create(name, new Kernel(), this::intend);
        Needs.that(made.isPresent(), "no memory cgroup can be made here");
        Process process = null;
        try (MemoryCgroup group = made.orElseThrow()) {
            assertTrue(open.get(0).toString().contains(name));
            // Doubles a string to 16 MiB, says so, and waits.
            process =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "read go; s=0123456789abcdef; i=0; while [ $i -lt 20 ]; do"
                                            + " s=$s$s; i=$((i+1)); done; echo done; read end")
                            .start();
            group.add((int) process.pid());
            long before = group.memoryBytes();
            BufferedReader reader = process.inputReader();
            process.outputWriter().append("go\n").flush();
            assertEquals("done", reader.readLine());
            long after = group.memoryBytes();
            assertTrue(after - before >= 15 * MIB, before + " to " + after);
            assertTrue(group.kernelMemoryBytes().orElse(0) < after);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
        assertEquals(List.of(), open);
    }

    private Journal.Entry intend(Resource resource) {
        open.add(resource);
        return new Journal.Entry() {
            @Override
            public void update(Resource known) {}

            @Override
            public void done() {
                open.remove(resource);
            }
        };
    }
}
