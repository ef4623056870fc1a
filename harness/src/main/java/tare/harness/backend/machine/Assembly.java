package tare.harness.backend.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.guestkernel.GuestConsole;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.HostCounter;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Errand;
import tare.workloads.kernel.SerialKernel;

/**
 * How a machine is put together from its layers.
 *
 * @param layers what it is made of
 * @param booted the kernel for guests
 * @param qemu the program, absolute
 */
record Assembly(
        QemuKey key,
        Set<MachineLayer> layers,
        Guest guest,
        GuestKernel booted,
        Path qemu,
        BackendContext context) {

    private static final int MORE_PROCESSORS = 2;
    private static final int MORE_MEMORY = 4;

    private boolean has(MachineLayer layer) {
        return layers.contains(layer);
    }

    /**
     * The command of a machine, without what is said to QEMU itself.
     *
     * @param own the archive of a program in the probe's place
     * @param console file for what Linux says
     * @param payload file for the kernel in Linux' place, written if it is needed
     */
    QemuCommand command(
            InstanceSpec declared, Optional<Path> own, String name, Path console, Path payload) {
        if (!has(MachineLayer.MACHINE)) {
            return QemuCommand.bare(name, key);
        }
        QemuCommand command =
                QemuCommand.machine(name, key, resources(declared).guestBytes(), guest.memory());
        boot(command, declared, own, name, payload);
        equip(command, console);
        return command;
    }

    /** What guest and QEMU get of what was declared. */
    Resources resources(InstanceSpec declared) {
        Resources usual = Resources.of(declared);
        return has(MachineLayer.MEMORY) ? usual.times(MORE_MEMORY) : usual;
    }

    /** Gives a machine what it boots; nothing to one whose firmware is not to enter anything. */
    private void boot(
            QemuCommand command,
            InstanceSpec declared,
            Optional<Path> own,
            String name,
            Path payload) {
        if (has(MachineLayer.KERNEL)) {
            Path directory = context.directory().toAbsolutePath();
            Path archive = own.orElseGet(() -> guest.initramfs().in(directory, guest.archive()));
            resources(declared).check(archive);
            Path image = image();
            command.boots(
                    image,
                    archive,
                    has(MachineLayer.CONSOLE),
                    counter(image, name),
                    declared.spinNanos());
        } else if (has(MachineLayer.FIRMWARE)) {
            try {
                command.boots(Files.write(payload, SerialKernel.bytes()));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + payload, e);
            }
        }
    }

    /** Its devices, and what else it has. */
    private void equip(QemuCommand command, Path console) {
        if (has(MachineLayer.CONSOLE)) {
            command.lines(console);
        } else {
            command.line();
        }
        boolean known = has(MachineLayer.FIRMWARE);
        if (known && key.machine().hasSeabios() && !has(MachineLayer.SEABIOS)) {
            command.qboot();
        }
        if (guest.card()) {
            command.card();
        }
        if (has(MachineLayer.CARD)) {
            command.card(key.machine());
        }
        if (has(MachineLayer.PROCESSORS)) {
            command.processors(MORE_PROCESSORS);
        }
    }

    /** The kernel as the key wants it entered. */
    private Path image() {
        return key.entry() == QemuKey.Entry.PVH ? booted.elf() : booted.image();
    }

    /** What an emulated guest is told of its clock; KVM tells its guests by itself. */
    private String counter(Path image, String name) {
        if (key.accelerator() != QemuKey.Accelerator.TCG) {
            return "";
        }
        return new HostCounter(context.directory()).words(() -> measuringGuest(image, name));
    }

    /** Boots a guest without a first process, by the machine that has the most clocks. */
    private String measuringGuest(Path image, String name) {
        QemuKey measuring = new QemuKey(QemuKey.Machine.Q35, key.accelerator(), key.entry());
        Path console = context.directory().toAbsolutePath().resolve(name + ".counter");
        QemuCommand command =
                QemuCommand.machine(
                                name, measuring, GuestKernel.LEAST_MEMORY_BYTES, Optional.empty())
                        .finds(image, console);
        new Errand(new ProbeLauncher(context), tape -> {})
                .run("measure the counter", Command.of(qemu, command.words()));
        String said = GuestConsole.all(console);
        try {
            Files.deleteIfExists(console);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + console, e);
        }
        return said;
    }
}
