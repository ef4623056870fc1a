package tare.workloads.wrapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.Rebuilt;

@Timeout(120)
class WrapperTest {

    private static final int LONG_NAME = 121;
    private static final int NOBODY = 123;
    private static final int CUT = 124;

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"x86_64, 62", "amd64, 62", "aarch64, 183"})
    void isSmallStaticElf(String architecture, int machine) {
        byte[] bytes = Wrapper.bytes(architecture);
        assertTrue(bytes.length < 12 << 10, "bytes: " + bytes.length);
        Rebuilt.assertStaticElf(bytes, machine);
    }

    @Test
    void namesAnUnknownArchitecture() {
        assertThrows(IllegalArgumentException.class, () -> Wrapper.bytes("riscv64"));
        assertArrayEquals(Wrapper.bytes("amd64"), Wrapper.bytes("x86_64"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    @Tag("kernel")
    void rebuildsToTheCommittedBytes(String architecture) throws Exception {
        Rebuilt.assertSameBytes("wrapper", architecture, directory, Wrapper.bytes(architecture));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 255})
    @Tag("kernel")
    void handsItsArgumentsOverAndEndsWithTheAnswer(int status) throws Exception {
        String longWord = "x".repeat(200_000 / 2);
        List<String> arguments = List.of("-cp", "a b", "", "päth", longWord);
        Path wrapper = written();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(wrapper + Wrapper.SOCKET_ENDING));
            Process process = started(wrapper, arguments);
            try (SocketChannel client = server.accept()) {
                byte[] said = Channels.newInputStream(client).readAllBytes();
                assertEquals(String.join("\0", arguments) + "\0", new String(said, UTF_8));
                client.write(ByteBuffer.wrap(new byte[] {(byte) status}));
            }
            assertEquals(status, process.waitFor());
        }
    }

    @Test
    @Tag("kernel")
    void endsByOneWhereNoAnswerComes() throws Exception {
        Path wrapper = written();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(wrapper + Wrapper.SOCKET_ENDING));
            Process process = started(wrapper, List.of("a"));
            try (SocketChannel client = server.accept()) {
                Channels.newInputStream(client).readAllBytes();
            }
            assertEquals(1, process.waitFor());
        }
    }

    @Test
    @Tag("kernel")
    void endsByItsOwnStatusWhereTheReaderHangsUp() throws Exception {
        Path wrapper = written();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(wrapper + Wrapper.SOCKET_ENDING));
            // More than the socket holds, so that the wrapper still writes when its reader goes.
            Process process = started(wrapper, Collections.nCopies(10, "x".repeat(100_000)));
            server.accept().close();
            assertEquals(CUT, process.waitFor());
        }
    }

    @Test
    @Tag("kernel")
    void saysThatNobodyListens() throws Exception {
        assertEquals(NOBODY, started(written(), List.of("a")).waitFor());
        Path deep = directory.resolve("d".repeat(Wrapper.LONGEST_PATH));
        Files.createDirectory(deep);
        Path wrapper = deep.resolve("java");
        Files.move(written(), wrapper);
        assertEquals(LONG_NAME, started(wrapper, List.of("a")).waitFor());
    }

    private static Process started(Path wrapper, List<String> arguments) throws IOException {
        return new ProcessBuilder(
                        Stream.concat(Stream.of(wrapper.toString()), arguments.stream()).toList())
                .start();
    }

    private Path written() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "this is not Linux");
        Path wrapper = directory.resolve("java");
        Files.write(wrapper, Wrapper.bytesForThisMachine());
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        return wrapper;
    }
}
