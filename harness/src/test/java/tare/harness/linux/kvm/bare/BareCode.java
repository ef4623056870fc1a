package tare.harness.linux.kvm.bare;

import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import tare.harness.linux.Architecture;

/** Code for bare guests of x86-64, for tests alone. */
public enum BareCode {
    /** {@code jmp .}. */
    FOR_EVER("ebfe"),
    /** {@code ud2}: no instruction. */
    INVALID("0f0b"),
    /** {@code hlt}: not for ring 3. */
    HALT("f4"),
    /** Counts in its own memory, below the stack pointer, and stores the count to [rdi]. */
    COUNT("fe4424f88a4424f88807ebf4"),
    /** Stores to 0x600000, which no table maps. */
    WILD("c604250000600000"),
    /** Stores to 8 bytes behind [rdi]: not the address it was given. */
    BESIDE("c6470852ebfe");

    private final String hexadecimal;

    BareCode(String hexadecimal) {
        this.hexadecimal = hexadecimal;
    }

    /** The code; a test on another architecture is skipped. */
    public byte[] bytes() {
        Assumptions.assumeTrue(
                Architecture.current() == Architecture.X86_64, "code of x86-64 only");
        return HexFormat.of().parseHex(hexadecimal);
    }
}
