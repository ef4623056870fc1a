package tare.harness.backend.nested;

import java.util.function.Supplier;
import tare.harness.backend.BackendContext;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.machine.Guest;
import tare.harness.backend.machine.QemuDriver;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.usermode.UmlDriver;

/**
 * A kind of guest in which containers are started.
 *
 * @param key of the backend that starts such guests, for example {@code uml}: the second part of
 *     the keys here
 * @param opening makes its driver
 */
record Outer(String key, Opening opening) {

    /** All that has to be known of a kind of guest. */
    @FunctionalInterface
    interface Opening {

        /**
         * The driver of guests whose first process is the agent.
         *
         * @param initramfs has the agent as {@code /init}; the driver adds the serial line's
         *     device, and tells the kernel to hand its path to the agent as it does for the probe
         * @param archive what its file is called in the run's directory, from its kind on
         * @param line asked once for each guest: the pipes that its serial line is bound to, and
         *     that are the channel of its recipe, or what the channel is made around
         */
        Driver open(
                BackendContext context, Initramfs initramfs, String archive, Supplier<Pipes> line);
    }

    /** By User-Mode Linux. */
    static Outer uml(Executables found) {
        return new Outer(
                UmlDriver.KEY,
                (context, initramfs, archive, line) ->
                        new UmlDriver(found, context, initramfs, "uml-" + archive, line));
    }

    /** By QEMU's translation: what boots everywhere. */
    static Outer qemu(QemuKey.Machine machine, Executables found, KernelStore store) {
        QemuKey key = new QemuKey(machine, QemuKey.Accelerator.TCG, QemuKey.Entry.PVH);
        return new Outer(
                key.text(),
                (context, initramfs, archive, line) ->
                        new QemuDriver(
                                key,
                                found,
                                GuestKernel.find(context, store),
                                context,
                                Guest.ofAgent(initramfs, "qemu-" + archive, line)));
    }
}
