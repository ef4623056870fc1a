package tare.workloads.benchmark.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StreamTriadTest {

    @Test
    void fillsTheWholeArray() {
        StreamTriad stream = new StreamTriad();
        stream.array = "64KiB";
        stream.fill();

        double[] result = stream.triad();

        assertEquals((64 << 10) / Double.BYTES, result.length);
        assertTrue(Arrays.stream(result).allMatch(value -> value == 2 + 0.5 * StreamTriad.FACTOR));
    }
}
