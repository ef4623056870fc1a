package tare.workloads.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmViewTest {

    private static final JvmView VIEW = new JvmView(2, 64L << 20, -1);

    @TempDir private Path directory;

    @Test
    void aFileGivesBackWhatWasWritten() throws Exception {
        Path file = directory.resolve("view");
        VIEW.write(file);

        assertEquals(VIEW, JvmView.read(file));
    }

    @Test
    void aConsoleGivesItBackBesideWhatElseIsPrintedThere() {
        String console = "[    0.300880] PCI: Fatal\r\n" + VIEW.line() + "\r\nand more\n";

        assertEquals(Optional.of(VIEW), JvmView.in(console));
    }

    /** A console may be cut anywhere, and whoever is inside may print there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "the JVM sees (processors, heap, memory): 2 64",
                "the JVM sees (processors, heap, memory): 2 64 -1",
                "the JVM sees (processors, heap, memory): 2 99999999999999999999 -1\n",
                "the JVM sees (processors, heap, memory): two 64 -1\n"
            })
    void halfALineIsNone(String console) {
        assertEquals(Optional.empty(), JvmView.in(console));
    }
}
