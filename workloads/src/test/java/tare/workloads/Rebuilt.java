package tare.workloads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What holds for each program in freestanding C whose bytes lie in the repository. */
public final class Rebuilt {

    private static final int NO_COMPILER = 77;
    private static final int PT_LOAD = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 1;

    private Rebuilt() {}

    /** A static program with nothing writable and executable, and nothing to be looked up. */
    public static void assertStaticElf(byte[] bytes, int machine) {
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
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

    /**
     * Builds a program and compares. Another compiler gives other bytes that do the same: then
     * there is nothing to compare.
     *
     * @param output an empty directory
     */
    public static void assertSameBytes(
            String program, String architecture, Path output, byte[] committed)
            throws IOException, InterruptedException {
        assertSameBytes(program, program, architecture, output, committed);
    }

    /**
     * The same for a program that lies in the room of another.
     *
     * @param room name of the folder of sources and bytes
     */
    public static void assertSameBytes(
            String program, String room, String architecture, Path output, byte[] committed)
            throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "this is not Linux");
        Process build =
                new ProcessBuilder(
                                "sh",
                                "src/main/c/build.sh",
                                program,
                                output.toString(),
                                architecture)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int status = build.waitFor();
        assumeTrue(status != NO_COMPILER, said.strip());
        assertEquals(0, status, said);

        String file = program + "-" + architecture;
        Path resources = Path.of("src/main/resources/tare/workloads", room);
        String recorded = Files.readString(resources.resolve(file + ".txt"));
        String used = Files.readString(output.resolve(file + ".txt"));
        assumeTrue(recorded.equals(used), "built by " + used + ", the committed by " + recorded);
        assertArrayEquals(
                committed,
                Files.readAllBytes(output.resolve(file + ".elf")),
                "stale: run workloads/src/main/c/build.sh");
    }
}
