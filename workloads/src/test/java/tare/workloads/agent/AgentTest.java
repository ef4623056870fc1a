package tare.workloads.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {

    private static final Path RESOURCES = Path.of("src/main/resources/tare/workloads/agent");
    private static final int NO_COMPILER = 77;
    private static final int PT_LOAD = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 1;

    @TempDir Path output;

    @ParameterizedTest
    @CsvSource({"x86_64, 62", "amd64, 62", "aarch64, 183"})
    void isSmallStaticElfWithNothingWritableAndExecutable(String architecture, int machine) {
        byte[] bytes = Agent.bytes(architecture);
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertTrue(bytes.length < 24 << 10, "bytes: " + bytes.length);
        assertEquals(0x464c457f, elf.getInt(0));
        assertEquals(2, elf.getShort(16), "ET_EXEC");
        assertEquals(machine, elf.getShort(18));
        int headers = (int) elf.getLong(32);
        for (int i = 0; i < elf.getShort(56); i++) {
            int header = headers + 56 * i;
            int flags = elf.getInt(header + 4);
            assertNotEquals(WRITE | EXECUTE, flags & (WRITE | EXECUTE), "header " + i);
            int type = elf.getInt(header);
            assertTrue(type == PT_LOAD || type > 7, "no interpreter, no dynamic section: " + type);
        }
    }

    @Test
    void givesFreshBytesEachTime() {
        assertNotSame(Agent.bytes("aarch64"), Agent.bytes("aarch64"));
        assertArrayEquals(Agent.bytes("x86_64"), Agent.bytes("amd64"));
    }

    @Test
    void namesAnUnknownArchitecture() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Agent.bytes("riscv64"));
        assertTrue(e.toString().contains("riscv64"), e.toString());
    }

    /** Another compiler gives other bytes that do the same: then there is nothing to compare. */
    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    @Tag("kernel")
    @Timeout(120)
    void rebuildsToTheCommittedBytes(String architecture) throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "this is not Linux");
        Process build =
                new ProcessBuilder("sh", "src/main/c/build.sh", output.toString(), architecture)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int status = build.waitFor();
        assumeTrue(status != NO_COMPILER, said.strip());
        assertEquals(0, status, said);

        String recorded = Files.readString(RESOURCES.resolve("agent-" + architecture + ".txt"));
        String used = Files.readString(output.resolve("agent-" + architecture + ".txt"));
        assumeTrue(recorded.equals(used), "built by " + used + ", the committed by " + recorded);
        assertArrayEquals(
                Agent.bytes(architecture),
                Files.readAllBytes(output.resolve("agent-" + architecture + ".elf")),
                "stale: run workloads/src/main/c/build.sh");
        assertArrayEquals(
                Starter.bytes(architecture),
                Files.readAllBytes(output.resolve("starter-" + architecture + ".elf")),
                "stale: run workloads/src/main/c/build.sh");
    }
}
