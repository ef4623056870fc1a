package tare.workloads.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.Need;
import tare.workloads.probe.Probe;

/**
 * Runs the payloads as user programs, which is all the privilege they need: behind the probe's ELF
 * headers and a few instructions that set the arguments. A store to an address that nothing backs
 * then ends the program, where it would leave a guest.
 */
@Tag("kernel")
@Timeout(60)
class GuestPayloadEndToEndTest {

    private static final int HEADERS_BYTES = 64 + 2 * 56;
    private static final int FILE_SIZE_AT = 96;
    private static final int MEMORY_SIZE_AT = 104;

    /** The status is the loop counter afterwards, plus 7. */
    private static final int RETURNED_WITH_COUNTER_ZERO = 7;

    /** As a shell would say it: 128 + SIGSEGV. */
    private static final int STORED_OUTSIDE = 128 + 11;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"x86_64, 0", "x86_64, 1", "x86_64, 1000003", "aarch64, 0", "aarch64, 1000003"})
    void hostLoopTurnsToZeroAndReturns(String architecture, long turns) throws Exception {
        assertEquals(
                RETURNED_WITH_COUNTER_ZERO, run(GuestPayload.LOOP_HOST, architecture, 0, turns));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void guestLoopEndsInStore(String architecture) throws Exception {
        assertEquals(STORED_OUTSIDE, run(GuestPayload.LOOP, architecture, 0, 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void readySpinsAtLeastAsLongAsAskedAndStores(String architecture) throws Exception {
        assertEquals(STORED_OUTSIDE, run(GuestPayload.READY, architecture, 0, 0));

        // 10 ms even on the fastest counters: below 10 GHz here, 1 GHz there.
        long spinTicks = architecture.equals("x86_64") ? 100_000_000 : 10_000_000;
        long startNanos = System.nanoTime();
        assertEquals(STORED_OUTSIDE, run(GuestPayload.READY, architecture, spinTicks, 0));
        long elapsedNanos = System.nanoTime() - startNanos;
        assertTrue(elapsedNanos >= 10_000_000, "elapsed: " + elapsedNanos);
    }

    private int run(GuestPayload payload, String architecture, long spinTicks, long turns)
            throws Exception {
        List<String> command = new ArrayList<>(Need.runner(architecture));
        Path file = directory.resolve(payload + "-" + architecture + "-" + spinTicks);
        byte[] code = payload.bytes(architecture);
        Files.write(
                file,
                architecture.equals("x86_64")
                        ? programX86(code, spinTicks, turns)
                        : programArm(code, spinTicks, turns));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        command.add(file.toString());
        // A core file, where the host writes one, goes with the directory.
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    private static byte[] programX86(byte[] payload, long spinTicks, long turns) {
        ByteBuffer stub = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        stub.putShort((short) 0xbf48).putLong(8); // mov rdi, 8: page 0 is never mapped
        stub.putShort((short) 0xbe48).putLong(spinTicks); // mov rsi
        stub.putShort((short) 0xba48).putLong(turns); // mov rdx
        stub.put((byte) 0xe8).putInt(10); // call over the next ten bytes
        stub.put(new byte[] {(byte) 0x8d, 0x7a, RETURNED_WITH_COUNTER_ZERO}); // lea edi, [rdx + 7]
        stub.put((byte) 0xb8).putInt(60); // mov eax, SYS_exit
        stub.putShort((short) 0x050f); // syscall
        return program("x86_64", stub, payload);
    }

    private static byte[] programArm(byte[] payload, long spinTicks, long turns) {
        ByteBuffer stub = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        stub.putInt(0xd2800100); // mov x0, #8: page 0 is never mapped
        stub.putInt(0x580000e1); // ldr x1, spinTicks
        stub.putInt(0x58000102); // ldr x2, turns
        stub.putInt(0x94000009); // bl payload
        stub.putInt(0x91001c40); // add x0, x2, #7
        stub.putInt(0xd2800ba8); // mov x8, #SYS_exit
        stub.putInt(0xd4000001); // svc #0
        stub.putInt(0xd503201f); // nop, for the alignment
        stub.putLong(spinTicks).putLong(turns);
        return program("aarch64", stub, payload);
    }

    private static byte[] program(String architecture, ByteBuffer stub, byte[] payload) {
        int bytes = HEADERS_BYTES + stub.position() + payload.length;
        return ByteBuffer.allocate(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Probe.bytes(architecture), 0, HEADERS_BYTES)
                .putLong(FILE_SIZE_AT, bytes)
                .putLong(MEMORY_SIZE_AT, bytes)
                .put(stub.flip())
                .put(payload)
                .array();
    }
}
