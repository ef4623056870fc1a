package tare.harness.linux;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The machine code that plays a tape ({@code tape-<architecture>.S}), mapped once per VM.
 *
 * <p>The page is written through a sealed memfd and mapped read-execute: no page is ever writable
 * and executable, and on aarch64 the kernel makes the instruction cache coherent.
 */
final class TapeCode {

    private static final int PROT_READ_EXEC = 1 | 4;
    private static final int MAP_PRIVATE = 2;

    private static final Function CODE = Function.getFunction(new Pointer(map()));

    private TapeCode() {}

    /** Blocks signals, clones, lets the child play; returns what clone returned. */
    static long play(long tape) {
        return CODE.invokeLong(new Object[] {tape});
    }

    /** The code for an architecture, as built from its source. */
    static byte[] bytes(Architecture architecture) {
        String name = "tape-" + architecture.id() + ".bin";
        try (InputStream in = TapeCode.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long map() {
        Kernel kernel = new Kernel();
        byte[] code = bytes(Architecture.current());
        try (Memfd file = Memfd.sealed(kernel, "tare-tape", code)) {
            return kernel.call(
                    Syscall.MMAP, 0, code.length, PROT_READ_EXEC, MAP_PRIVATE, file.number(), 0);
        }
    }
}
