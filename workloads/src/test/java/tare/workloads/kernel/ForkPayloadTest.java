package tare.workloads.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ForkPayloadTest {

    @Test
    void checksumIsThatOfTheWords() {
        long sum = 0;
        for (long i = 0; i < 1_000; i++) {
            sum = ForkPayload.plus(sum, ForkPayload.word(i));
        }
        assertEquals(sum, ForkPayload.checksum(1_000));
        assertEquals(0, ForkPayload.checksum(0));
    }

    @Test
    void checksumDependsOnTheOrder() {
        long first = ForkPayload.word(0);
        long second = ForkPayload.word(1);
        assertNotEquals(
                ForkPayload.plus(ForkPayload.plus(0, first), second),
                ForkPayload.plus(ForkPayload.plus(0, second), first));
    }

    /** The last word of its page is its own, and nothing else may reach that far. */
    @Test
    void leavesRoomInItsPage() {
        assertTrue(ForkPayload.bytes().length <= 2_048);
    }
}
