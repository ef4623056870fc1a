package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TapeCodeTest {

    @TempDir Path directory;

    /** Binutils of an architecture: native names where it is this machine's. */
    private static String tool(Architecture architecture, String name) {
        return architecture == Architecture.current()
                ? name
                : architecture.id() + "-linux-gnu-" + name;
    }

    private static boolean present(String tool) {
        for (String part : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(part, tool))) {
                return true;
            }
        }
        return false;
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(0, process.waitFor(), List.of(command) + ": " + output);
        return output;
    }

    private Path source(String name) throws IOException {
        Path copy = directory.resolve(name);
        try (InputStream in = TapeCode.class.getResourceAsStream(name)) {
            assertNotNull(in, name);
            Files.copy(in, copy);
        }
        return copy;
    }

    private Path assemble(Architecture architecture, Path source) throws Exception {
        Needs.that(present(tool(architecture, "as")), "no assembler for " + architecture.id());
        Path object = directory.resolve(source.getFileName() + ".o");
        run(tool(architecture, "as"), "-o", object.toString(), source.toString());
        return object;
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreThoseOfTheSource(Architecture architecture) throws Exception {
        Path object = assemble(architecture, source("tape-" + architecture.id() + ".S"));
        Path raw = directory.resolve("raw");
        run(
                tool(architecture, "objcopy"),
                "-O",
                "binary",
                "-j",
                ".text",
                object.toString(),
                raw.toString());
        assertArrayEquals(Files.readAllBytes(raw), TapeCode.bytes(architecture));
    }

    /** Plays a tape of three calls, one of them tolerated, under user-mode emulation. */
    @Test
    void aarch64PlaysUnderEmulation() throws Exception {
        Needs.that(present("qemu-aarch64-static"), "qemu-aarch64-static is not installed");
        Path stub = assemble(Architecture.AARCH64, source("tape-aarch64.S"));
        Path main = directory.resolve("main.S");
        Files.writeString(main, AARCH64_MAIN);
        Path program = directory.resolve("program");
        run(
                tool(Architecture.AARCH64, "ld"),
                "-o",
                program.toString(),
                assemble(Architecture.AARCH64, main).toString(),
                stub.toString());
        assertEquals("played", run("qemu-aarch64-static", program.toString()));
    }

    @Test
    void theCodeIsNeverWritable() throws Exception {
        assertTrue(TapeCode.play(emptyTape()) < 0, "flags that clone must refuse");
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            if (line.contains("tare-tape")) {
                assertEquals("r-xp", line.split(" ", -1)[1], line);
            }
        }
    }

    private static long emptyTape() {
        Arena arena = new Arena(SyscallTape.HEADER_BYTES);
        // CLONE_THREAD without CLONE_SIGHAND is EINVAL.
        return arena.words(0x10000, -1, 0, 0);
    }

    /** Plays, waits for the child and exits with status 0 if it left with 7. */
    private static final String AARCH64_MAIN =
            """
                    .text
                    .globl _start
            _start: adrp x0, tape
                    add x0, x0, :lo12:tape
                    bl play
                    mov x19, x0
                    mov x8, #260
                    adrp x1, status
                    add x1, x1, :lo12:status
                    mov x2, #0
                    mov x3, #0
                    svc #0
                    adrp x1, status
                    add x1, x1, :lo12:status
                    ldr w0, [x1]
                    lsr w0, w0, #8
                    sub w0, w0, #7
                    mov x8, #94
                    svc #0
                    .data
                    .balign 8
            tape:   .quad 0x4111, -1, 0, 0, 0, 0, 0, 0
                    .word 57, 1
                    .quad 999, 0, 0, 0, 0, 0, 0
                    .word 64, 0
                    .quad 1, text, 6, 0, 0, 0, 0
                    .word 94, 0
                    .quad 7, 0, 0, 0, 0, 0, 0
            text:   .ascii "played"
                    .balign 8
            status: .quad 0
            """;
}
