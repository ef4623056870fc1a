package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ArenaTest {

    private final Kernel kernel = new Kernel();

    private static long addressOf(Arena arena) {
        return arena.reserve(8);
    }

    @Test
    void aSmallBlockIsHandedOutAgainAndIsEmptyThen() {
        long first;
        try (Arena arena = kernel.arena(32)) {
            first = arena.bytes((byte) 1, (byte) 2, (byte) 3);
        }
        try (Arena arena = kernel.arena(64)) {
            assertEquals(first, addressOf(arena));
            assertArrayEquals(new byte[8], arena.bytesAt(first, 8));
        }
    }

    @Test
    void blocksThatAreOpenAtTheSameTimeAreNotTheSame() {
        try (Arena one = kernel.arena(32);
                Arena other = kernel.arena(32)) {
            assertNotEquals(addressOf(one), addressOf(other));
        }
    }

    @Test
    void aBlockGoesBackOnce() {
        Arena closedTwice = kernel.arena(32);
        closedTwice.close();
        closedTwice.close();
        try (Arena one = kernel.arena(32);
                Arena other = kernel.arena(32)) {
            assertNotEquals(addressOf(one), addressOf(other));
        }
        assertThrows(IllegalStateException.class, () -> closedTwice.bytes((byte) 1));
    }

    /** What is asked for is the bound, not what the block happens to have. */
    @Test
    void itDoesNotGrow() {
        try (Arena arena = kernel.arena(16)) {
            arena.reserve(16);
            assertThrows(IllegalStateException.class, () -> arena.reserve(1));
        }
        try (Arena large = kernel.arena(4096)) {
            assertEquals(large.reserve(4000) + 4000, large.reserve(96));
        }
    }
}
