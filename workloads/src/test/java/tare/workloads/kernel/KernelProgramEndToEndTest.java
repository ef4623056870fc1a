package tare.workloads.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/** The kernels' program as real processes, the foreign one under an emulator. */
@Tag("kernel")
@Timeout(60)
class KernelProgramEndToEndTest {

    private static final int MALFORMED = 2;
    private static final int NO_PATH = 3;

    @TempDir Path directory;

    private Process start(String architecture, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Need.runner(architecture));
        Path file = directory.resolve("kernels-" + architecture);
        Files.write(file, KernelCode.PROGRAM.bytes(architecture));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        command.add(file.toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void ask(OutputStream control, byte[] line) throws IOException {
        control.write(line);
        control.flush();
    }

    private static void greet(InputStream ready, OutputStream control) throws IOException {
        assertEquals('R', ready.read());
        ask(control, new byte[] {'\n'});
        assertEquals('P', ready.read());
    }

    private static void runAll(InputStream ready, OutputStream control) throws IOException {
        long bytes = 1 << 20;
        List<KernelRequest> requests = new ArrayList<>();
        requests.add(KernelRequest.chain(bytes));
        for (PayloadKernel kernel : PayloadKernel.values()) {
            requests.add(KernelRequest.run(kernel, bytes, 0));
            requests.add(KernelRequest.run(kernel, bytes, 1_000));
        }
        requests.add(KernelRequest.discard(bytes));
        requests.add(KernelRequest.fill(KernelRequest.MOST_BYTES));
        for (KernelRequest request : requests) {
            ask(control, request.line());
            assertEquals(KernelCode.ANSWER, ready.read(), request.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void runsEveryKernelAndEndsWithItsControl(String architecture) throws Exception {
        Process program = start(architecture);
        greet(program.getInputStream(), program.getOutputStream());
        runAll(program.getInputStream(), program.getOutputStream());
        program.getOutputStream().close();
        assertEquals(0, program.waitFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void takesItsDescriptorsFromItsLastTwoArguments(String architecture) throws Exception {
        Need.command("mkfifo");
        Path ready = directory.resolve("ready");
        Path control = directory.resolve("control");
        for (Path fifo : List.of(ready, control)) {
            assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        }
        Process program = start(architecture, "ignored", ready.toString(), control.toString());
        try (InputStream in = Files.newInputStream(ready);
                OutputStream out = Files.newOutputStream(control)) {
            greet(in, out);
            runAll(in, out);
        }
        assertEquals(0, program.waitFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void readsRequestsPieceByPiece(String architecture) throws Exception {
        Process program = start(architecture);
        greet(program.getInputStream(), program.getOutputStream());
        byte[] line = KernelRequest.run(PayloadKernel.INTEGER_LOOP, 4096, 5).line();
        for (byte octet : line) {
            ask(program.getOutputStream(), new byte[] {octet});
        }
        assertEquals(KernelCode.ANSWER, program.getInputStream().read());
        program.getOutputStream().close();
        assertEquals(0, program.waitFor());
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64, 80000100000000000000a",
        "x86_64, 00000100000000000000g",
        "x86_64, 00000000000000000000a",
        "x86_64, 0040010000000000000a0",
        "x86_64, 00000100100000000000a",
        "x86_64, 00000100000000000000aa",
        "aarch64, 80000100000000000000a",
        "aarch64, 00000100000000000000g",
        "aarch64, 00000000000000000000a",
        "aarch64, 0040010000000000000a0",
        "aarch64, 00000100100000000000a",
        "aarch64, 00000100000000000000aa"
    })
    void refusesAMalformedRequest(String architecture, String text) throws Exception {
        Process program = start(architecture);
        greet(program.getInputStream(), program.getOutputStream());
        ask(program.getOutputStream(), (text + "\n").getBytes(US_ASCII));
        assertEquals(-1, program.getInputStream().read());
        assertEquals(MALFORMED, program.waitFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void saysThatAPathCannotBeOpened(String architecture) throws Exception {
        String nowhere = directory.resolve("nowhere").toString();
        assertEquals(NO_PATH, start(architecture, nowhere, nowhere).waitFor());
    }
}
