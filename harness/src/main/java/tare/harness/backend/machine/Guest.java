package tare.harness.backend.machine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.probe.Pipes;
import tare.harness.linux.Kernel;

/**
 * What a guest is booted with.
 *
 * @param initramfs its first file system; gets the serial line's device in addition
 * @param archive what the file of that is called in the run's directory: another for other contents
 * @param line the pipes that a guest's serial line is bound to; asked for each guest
 * @param memory where its memory lies, if not in QEMU's own
 * @param card whether the machine has a network card
 * @param conversations takes what is said to each guest, before it starts
 * @param measured whether its boot is a figure, and no preparation of one
 */
public record Guest(
        Initramfs initramfs,
        String archive,
        Supplier<Pipes> line,
        Optional<Backing> memory,
        boolean card,
        Consumer<Conversation> conversations,
        boolean measured) {

    /**
     * A file that is a guest's memory.
     *
     * @param file as long as the memory
     * @param bytes its length
     * @param shared whether the guest's writes go to the file, or are the guest's own
     */
    public record Backing(Path file, long bytes, boolean shared) {}

    public Guest {
        initramfs.terminal("dev/ttyS0", 4, 64);
    }

    /** One with the probe as its first process. */
    public static Guest ofProbe() {
        return new Guest(
                Initramfs.ofProbe(),
                "qemu.cpio",
                () -> Pipes.toTerminal(new Kernel()),
                Optional.empty(),
                false,
                said -> {},
                true);
    }

    /** One with the agent. */
    public static Guest ofAgent(Initramfs initramfs, String archive, Supplier<Pipes> line) {
        return new Guest(initramfs, archive, line, Optional.empty(), false, said -> {}, false);
    }
}
