package tare.workloads.built;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BuiltFilesTest {

    private final BuiltFiles files = new BuiltFiles(BuiltFilesTest.class, "code", ".bin");

    @Test
    void saysWhatThereIsNotForAnArchitecture() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> files.bytes("one", "riscv64"));
        assertEquals(
                "there is no code for architecture riscv64, only for x86_64 and aarch64",
                e.getMessage());
    }

    @Test
    void namesTheFileThatIsNotThere() {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> files.bytes("one", "amd64"));
        assertEquals("the archive lacks one-x86_64.bin", e.getMessage());
    }
}
