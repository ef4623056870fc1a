package tare.harness.backend.containerd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import tare.harness.linux.Kernel;
import tare.harness.linux.Pidfd;
import tare.harness.linux.ProcessIdentity;

/** An instance's processes: the probe, and the shim that is its parent. */
final class Task {

    private static final String PARENT = "PPid:";

    /** A shim that was told to end does so at once. */
    private static final long END_NANOS = 5_000_000_000L;

    private final Kernel kernel;
    private final Path pidFile;
    private long shimStartTicks;
    private int shim;

    /**
     * @param pidFile where ctr writes the probe's pid
     */
    Task(Kernel kernel, Path pidFile) {
        this.kernel = kernel;
        this.pidFile = pidFile;
    }

    /** The probe's pid as the host sees it; empty until ctr has written it. */
    OptionalInt probe() {
        try {
            String text = Files.readString(pidFile).strip();
            if (!text.matches("[0-9]{1,9}")) {
                return OptionalInt.empty();
            }
            int pid = Integer.parseInt(text);
            if (shim == 0) {
                findShim(pid);
            }
            return OptionalInt.of(pid);
        } catch (IOException absent) {
            return OptionalInt.empty();
        }
    }

    private void findShim(int probe) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + probe + "/status"))) {
            if (line.startsWith(PARENT)) {
                int parent = Integer.parseInt(line.substring(PARENT.length()).strip());
                shimStartTicks =
                        ProcessIdentity.of(parent).map(ProcessIdentity::startTicks).orElse(0L);
                shim = parent;
            }
        }
    }

    /**
     * Waits for the shim, which ends by itself when its task has been deleted: containerd does not
     * wait for that.
     */
    void awaitShim() {
        if (shim == 0) {
            return;
        }
        try (Pidfd process = Pidfd.open(kernel, shim).orElse(null)) {
            boolean same =
                    ProcessIdentity.of(shim)
                            .filter(now -> now.startTicks() == shimStartTicks)
                            .isPresent();
            if (process != null && same) {
                process.awaitExit(END_NANOS);
            }
        }
    }

    /** Takes the file away. */
    void remove() throws IOException {
        Files.deleteIfExists(pidFile);
    }

    /** Whether ctr came so far as to make a task. */
    boolean made() {
        return Files.exists(pidFile);
    }
}
