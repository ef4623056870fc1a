package tare.harness.linux;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.SymbolProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The machine code that plays a tape ({@code tape-<architecture>.S}), mapped once per VM.
 *
 * <p>The page is written through a sealed memfd and mapped read-execute: no page is ever writable
 * and executable, and on aarch64 the kernel makes the instruction cache coherent.
 */
final class TapeCode {

    private static final int PROT_READ_EXEC = 1 | 4;
    private static final int MAP_PRIVATE = 2;

    private static final String ENTRY = "play";

    static {
        // Mapped like a function of the C library, which costs a tenth of JNA's general call.
        long code = map();
        SymbolProvider symbols =
                (handle, name, parent) ->
                        name.equals(ENTRY) ? code : parent.getSymbolAddress(handle, name, parent);
        Native.register(
                TapeCode.class,
                NativeLibrary.getInstance("c", Map.of(Library.OPTION_SYMBOL_PROVIDER, symbols)));
    }

    private TapeCode() {}

    /** Blocks signals, clones, lets the child play; returns what clone returned. */
    static native long play(long tape);

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
