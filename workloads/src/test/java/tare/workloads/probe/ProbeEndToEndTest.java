package tare.workloads.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.Need;

/** Runs the real bytes: natively where they fit the machine, else under user-mode emulation. */
@Tag("kernel")
@Timeout(60)
class ProbeEndToEndTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void saysReadyAnswersPingsAndEndsWithItsChannel(String architecture) throws Exception {
        Process probe = start(architecture);
        InputStream out = probe.getInputStream();
        OutputStream in = probe.getOutputStream();

        assertEquals(Probe.READY, out.read());
        for (int i = 0; i < 3; i++) {
            in.write('x');
            in.flush();
            assertEquals(Probe.PING, out.read());
        }
        in.close();

        assertEquals(0, probe.waitFor());
        assertEquals(-1, out.read(), "nothing is written beyond the answers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void spinsAtLeastAsLongAsAsked(String architecture) throws Exception {
        long spinNanos = 30_000_000;
        long startNanos = System.nanoTime();
        Process probe = start(architecture, Long.toString(spinNanos));

        assertEquals(Probe.READY, probe.getInputStream().read());
        long elapsedNanos = System.nanoTime() - startNanos;
        probe.getOutputStream().close();

        assertTrue(elapsedNanos >= spinNanos, "elapsed: " + elapsedNanos);
        assertEquals(0, probe.waitFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void takesNoSpinAndLeadingZerosAndFurtherArguments(String architecture) throws Exception {
        for (String[] arguments :
                List.of(
                        new String[] {"0"},
                        new String[] {"000000000000000001"},
                        new String[] {"0", "not a number"})) {
            Process probe = start(architecture, arguments);
            probe.getOutputStream().close();

            assertEquals("R", new String(probe.getInputStream().readAllBytes(), US_ASCII));
            assertEquals(0, probe.waitFor());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void refusesMalformedSpinBeforeTheByte(String architecture) throws Exception {
        // One below '0', one above '9', a sign, 19 digits.
        for (String malformed :
                List.of("", "1x", "/", ":", "-1", " 1", "1234567890123456789", "\u00ff")) {
            Process probe = start(architecture, malformed);
            probe.getOutputStream().close();

            assertEquals(-1, probe.getInputStream().read(), "argument '" + malformed + "'");
            assertEquals(2, probe.waitFor(), "argument '" + malformed + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void endsWithStatusOneWhenItCannotWrite(String architecture) throws Exception {
        Need.path("/dev/full");
        Process probe =
                new ProcessBuilder(command(architecture))
                        .redirectOutput(Path.of("/dev/full").toFile())
                        .start();

        assertEquals(1, probe.waitFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void speaksThroughFifosInsteadOfItsDescriptors(String architecture) throws Exception {
        Need.command("mkfifo");
        Path ready = directory.resolve("ready");
        Path control = directory.resolve("control");
        assertEquals(0, new ProcessBuilder("mkfifo", ready + "", control + "").start().waitFor());
        Process probe = start(architecture, "0", ready.toString(), control.toString());
        try (InputStream out = Files.newInputStream(ready)) {
            try (OutputStream in = Files.newOutputStream(control)) {
                assertEquals(Probe.READY, out.read());
                in.write('x');
                in.flush();
                assertEquals(Probe.PING, out.read());
            }
            assertEquals(-1, out.read());
        }
        assertEquals(0, probe.waitFor());
        assertEquals(-1, probe.getInputStream().read(), "nothing is written to descriptor 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void endsWithStatusThreeWithoutItsFifos(String architecture) throws Exception {
        String absent = directory.resolve("absent").toString();
        assertEquals(3, start(architecture, "0", absent, absent).waitFor());
    }

    private Process start(String architecture, String... arguments) throws IOException {
        List<String> command = command(architecture);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private List<String> command(String architecture) throws IOException {
        List<String> command = new ArrayList<>(Need.runner(architecture));
        Path file = directory.resolve("probe-" + architecture);
        if (!Files.exists(file)) {
            Files.write(file, Probe.bytes(architecture));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
        command.add(file.toString());
        return command;
    }
}
