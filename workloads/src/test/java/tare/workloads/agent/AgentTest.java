package tare.workloads.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.Rebuilt;

class AgentTest {

    @TempDir Path output;

    @ParameterizedTest
    @CsvSource({"x86_64, 62", "amd64, 62", "aarch64, 183"})
    void isSmallStaticElfWithNothingWritableAndExecutable(String architecture, int machine) {
        byte[] bytes = Agent.bytes(architecture);

        assertTrue(bytes.length < 24 << 10, "bytes: " + bytes.length);
        Rebuilt.assertStaticElf(bytes, machine);
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

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    @Tag("kernel")
    @Timeout(120)
    void rebuildsToTheCommittedBytes(String architecture) throws Exception {
        Rebuilt.assertSameBytes("agent", architecture, output, Agent.bytes(architecture));
        Rebuilt.assertSameBytes(
                "starter", "agent", architecture, output, Starter.bytes(architecture));
    }
}
