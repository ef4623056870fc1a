package tare.workloads.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelRequestTest {

    @Test
    void isALineOfTwentyTwoBytes() {
        KernelRequest request = KernelRequest.run(PayloadKernel.ATOMIC_ADD, 1 << 20, 255);
        assertEquals("4001000000000000000ff\n", new String(request.line(), US_ASCII));
        KernelRequest most =
                new KernelRequest(
                        KernelRequest.DISCARD, KernelRequest.MOST_BYTES, KernelRequest.MOST_TURNS);
        assertEquals(22, most.line().length);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 4096, 1",
        "8, 4096, 1",
        "0, 0, 1",
        "0, 4097, 1",
        "0, 67112960, 1",
        "0, 4096, -1",
        "0, 4096, 281474976710656"
    })
    void refusesWhatNoPlaceCanDo(int number, long bytes, long turns) {
        assertThrows(IllegalArgumentException.class, () -> new KernelRequest(number, bytes, turns));
    }

    @Test
    void everyKernelHasANumberOfItsOwn() {
        Set<Integer> numbers = new HashSet<>(Set.of(KernelRequest.CHAIN, KernelRequest.DISCARD));
        for (PayloadKernel kernel : PayloadKernel.values()) {
            numbers.add(kernel.number());
        }
        assertEquals(PayloadKernel.values().length + 2, numbers.size());
    }
}
