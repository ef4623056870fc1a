package tare.harness.backend.initramfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Needs;
import tare.workloads.agent.Agent;

class LoadedFilesTest {

    private static final Path SHELL = Path.of("/bin/sh");

    private static final Pattern LOADED = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

    private final LoadedFiles files = new LoadedFiles(LoadedFiles.DIRECTORIES);

    @TempDir Path directory;

    @Test
    void aStaticProgramNeedsItselfAlone() throws IOException {
        Path program = Files.write(directory.resolve("x"), Agent.bytes("x86_64"));
        assertEquals(List.of(program), files.of(program));
    }

    /** The loader's own word. */
    @Test
    @Tag("runtime")
    void isWhatTheLoaderFinds() throws Exception {
        Path loader = loader();
        Process process = new ProcessBuilder(loader.toString(), "--list", SHELL.toString()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Needs.that(process.waitFor() == 0, "this loader lists nothing");
        TreeSet<Path> loaded =
                LOADED.matcher(said)
                        .results()
                        .map(each -> real(Path.of(each.group(1))))
                        .collect(Collectors.toCollection(TreeSet::new));
        loaded.add(real(SHELL));
        assertEquals(
                loaded,
                files.of(SHELL).stream()
                        .map(LoadedFilesTest::real)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Path loader() throws IOException {
        Needs.that(Files.isExecutable(SHELL), "there is no " + SHELL);
        return DynamicSection.read(SHELL)
                .interpreter()
                .map(Path::of)
                .orElseGet(
                        () -> {
                            Needs.that(false, SHELL + " is static");
                            throw new AssertionError();
                        });
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("runtime")
    void whatIsNotFoundIsNamed() throws IOException {
        loader();
        IOException e =
                assertThrows(
                        IOException.class, () -> new LoadedFiles(List.of(directory)).of(SHELL));
        assertTrue(
                ("" + e.getMessage()).matches("/bin/sh needs libc\\S+, which is in none of .*"),
                e.getMessage());
    }

    @Test
    void whatIsNoProgramIsNamed() throws IOException {
        Path script = Files.writeString(directory.resolve("x"), "#!/bin/sh\n" + "#".repeat(99));
        IOException e = assertThrows(IOException.class, () -> files.of(script));
        assertEquals(script + " is no program of 64 bits", e.getMessage());
    }

    /**
     * Whatever of a program is cut off: the answer is its name, or that all that matters is left.
     */
    @Test
    @Tag("runtime")
    void aDamagedProgramIsRefusedWithItsName() throws IOException {
        loader();
        byte[] whole = Files.readAllBytes(SHELL);
        DynamicSection known = DynamicSection.read(SHELL);
        Path cut = directory.resolve("cut");
        for (int length = 0; length < whole.length; length += length < 1024 ? 1 : 997) {
            Files.write(cut, Arrays.copyOf(whole, length));
            try {
                assertEquals(known, DynamicSection.read(cut));
            } catch (IOException e) {
                assertTrue(("" + e.getMessage()).startsWith(cut + " is "), e.getMessage());
            }
        }
    }
}
