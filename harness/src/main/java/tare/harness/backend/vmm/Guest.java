package tare.harness.backend.vmm;

import java.nio.file.Path;

/**
 * What a machine is to boot.
 *
 * @param kernel an ELF file, absolute
 * @param initramfs absolute
 * @param memoryBytes a multiple of 1 MiB
 * @param commandLine of the kernel, with the probe's arguments at its end
 */
public record Guest(Path kernel, Path initramfs, long memoryBytes, String commandLine) {

    /** The first serial line as the guest knows it. */
    private static final String LINE = "/dev/ttyS0";

    /**
     * No console, since there is but one serial line and it is the probe's; a panic ends the
     * machine.
     */
    private static final String QUIET = "quiet loglevel=0 8250.nr_uarts=1 panic=-1";

    /** All that a kernel is told. */
    static String commandLine(String ofMonitor, long spinNanos) {
        return (QUIET + " " + ofMonitor).strip() + " -- " + spinNanos + " " + LINE + " " + LINE;
    }
}
