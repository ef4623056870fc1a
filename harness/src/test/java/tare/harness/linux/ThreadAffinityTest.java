package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ThreadAffinityTest {

    @Test
    void bindsThisThreadAndRestores() throws Exception {
        String before = allowed();
        String last =
                before.substring(Math.max(before.lastIndexOf(','), before.lastIndexOf('-')) + 1);
        ThreadAffinity affinity = new ThreadAffinity(new Kernel(), CpuSet.parse(last));

        affinity.bind();
        String inside = allowed();
        affinity.restore();

        assertEquals(last, inside);
        assertEquals(before, allowed());
    }

    @Test
    void cpusThatAreAbsentAreRefused() throws Exception {
        String before = allowed();
        ThreadAffinity affinity = new ThreadAffinity(new Kernel(), CpuSet.parse("8191"));

        assertThrows(NativeException.class, affinity::bind);
        assertEquals(before, allowed());
    }

    private static String allowed() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/thread-self/status"))) {
            return lines.filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.split("\\s+", -1)[1])
                    .findFirst()
                    .orElseThrow();
        }
    }
}
