package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In a process of its own, for it takes every child that has ended. */
@Tag("kernel")
class OrphansTest {

    @Test
    void takesWhatItsDescendantsLeave() throws IOException, InterruptedException {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx32m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OrphansTest.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("1", out.readLine());
        } finally {
            assertEquals(0, jvm.waitFor());
        }
    }

    /** A shell leaves a child behind, which ends when the pipe that it reads is closed. */
    public static void main(String[] none) throws IOException, InterruptedException {
        Orphans orphans = new Orphans(new Kernel());
        orphans.adopt();
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", "exec 3<&0; cat <&3 >/dev/null & echo $!")
                        .start();
        long left;
        try (BufferedReader out = shell.inputReader(StandardCharsets.UTF_8)) {
            left = Long.parseLong(out.readLine());
        }
        shell.waitFor();
        ProcessHandle orphan = ProcessHandle.of(left).orElseThrow();
        shell.getOutputStream().close();
        try (Pidfd pidfd = Pidfd.open(new Kernel(), (int) orphan.pid()).orElseThrow()) {
            pidfd.awaitExit(10_000_000_000L);
        }
        System.out.println(orphans.reap());
    }
}
