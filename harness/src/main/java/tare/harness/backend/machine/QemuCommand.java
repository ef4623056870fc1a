package tare.harness.backend.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.guestkernel.GuestKernel;

/** QEMU's command lines, put together from their parts. */
public final class QemuCommand {

    /** What the guest calls the line to Tare; 4:64. */
    private static final String LINE = "/dev/ttyS0";

    /** The smaller firmware that QEMU comes with. */
    private static final String QBOOT = "qboot.rom";

    private final List<String> words = new ArrayList<>();

    private QemuCommand() {}

    /** QEMU without a machine. */
    static QemuCommand bare(String name, QemuKey key) {
        QemuCommand made = new QemuCommand();
        made.add("-name", name);
        made.add("-machine", "none");
        made.add("-accel", key.accelerator().option());
        return made.alone();
    }

    /**
     * A machine without a kernel and without a line.
     *
     * @param name for the cleaner: a word that marks the command as this run's
     * @param memoryBytes of the guest
     * @param memory where it lies, if not in QEMU's own
     */
    public static QemuCommand machine(
            String name, QemuKey key, long memoryBytes, Optional<Guest.Backing> memory) {
        QemuCommand made = new QemuCommand();
        made.add("-name", name);
        made.add(
                "-machine",
                key.machine().option() + (memory.isPresent() ? ",memory-backend=ram" : ""));
        made.add("-accel", key.accelerator().option());
        memory.ifPresent(
                at ->
                        made.add(
                                "-object",
                                "memory-backend-file,id=ram,size="
                                        + at.bytes()
                                        + ",mem-path="
                                        + escaped(at.file())
                                        + ",share="
                                        + (at.shared() ? "on" : "off")));
        made.add("-cpu", key.accelerator().processor());
        made.add("-m", (memoryBytes >> 10) + "K");
        made.add("-smp", "1");
        return made.alone();
    }

    /** With nothing that is not asked for. */
    private QemuCommand alone() {
        add("-display", "none");
        words.addAll(List.of("-nodefaults", "-no-user-config", "-no-reboot"));
        return this;
    }

    /** With so many virtual CPUs in the place of one. */
    QemuCommand processors(int number) {
        words.set(words.indexOf("-smp") + 1, Integer.toString(number));
        return this;
    }

    /** With the smaller firmware in the place of the machine's. */
    QemuCommand qboot() {
        return add("-bios", QBOOT);
    }

    /** A kernel that needs nothing else. */
    QemuCommand boots(Path kernel) {
        return add("-kernel", kernel.toString());
    }

    /**
     * Its kernel, with a first process that is bound to the line.
     *
     * @param console whether it has a second line, for what the kernel says
     * @param counter what the guest is told of its clock; may be empty
     */
    QemuCommand boots(
            Path kernel, Path initramfs, boolean console, String counter, long spinNanos) {
        add("-kernel", kernel.toString());
        add("-initrd", initramfs.toString());
        return add(
                "-append",
                (console ? "console=ttyS1 " : "")
                        + "quiet panic=-1 "
                        + GuestKernel.LEAN
                        + counter
                        + " -- "
                        + spinNanos
                        + " "
                        + LINE
                        + " "
                        + LINE);
    }

    /** Its kernel, without a first process: it says what it finds, and ends. */
    QemuCommand finds(Path kernel, Path console) {
        add("-kernel", kernel.toString());
        add("-append", "console=ttyS0 loglevel=7 panic=-1 " + GuestKernel.LEAN);
        return add("-serial", "file:" + console);
    }

    /** The line on descriptors 0 and 1, and the console to a file. */
    public QemuCommand lines(Path console) {
        return line().console(console);
    }

    /** The line on descriptors 0 and 1. */
    QemuCommand line() {
        return add("-serial", "stdio");
    }

    private QemuCommand console(Path console) {
        add("-chardev", "file,id=console,path=" + escaped(console));
        return add("-device", "isa-serial,chardev=console,index=1");
    }

    /** What it is told and says, by QMP. */
    public QemuCommand converses(Path conversation) {
        add("-chardev", "pipe,id=qmp,path=" + escaped(conversation));
        return add("-mon", "chardev=qmp,mode=control");
    }

    /** What the firmware says to its debug port. */
    QemuCommand hears(Path firmware) {
        add("-chardev", "file,id=firmware,path=" + escaped(firmware));
        return add("-device", "isa-debugcon,chardev=firmware,iobase=" + Firmware.PORT);
    }

    /**
     * A network card with nothing behind it: what is sent by it goes nowhere, of which QEMU warns.
     * Without the program for booting from it, which would be 256 KiB of each saved state.
     */
    public QemuCommand card() {
        return add("-device", "virtio-net-pci,romfile=");
    }

    /** The same, and the bus for it. */
    QemuCommand card(QemuKey.Machine machine) {
        machine.bus().ifPresent(bus -> add("-machine", bus));
        return card();
    }

    /**
     * A network card with {@link UserNetwork} behind it, and the bus for it.
     *
     * @param port of the guest's that is reached from the host
     */
    QemuCommand forwards(QemuKey.Machine machine, int port) {
        machine.bus().ifPresent(bus -> add("-machine", bus));
        add("-netdev", UserNetwork.option(port));
        return add("-device", "virtio-net-pci,netdev=" + UserNetwork.ID + ",romfile=");
    }

    /** Nothing of the guest's runs until it is told to. */
    QemuCommand waits() {
        words.add("-S");
        return this;
    }

    /** Its state comes from elsewhere, when it is told from where. */
    public QemuCommand comesIn() {
        return add("-incoming", "defer");
    }

    private QemuCommand add(String option, String value) {
        words.add(option);
        words.add(value);
        return this;
    }

    /** All of them. */
    public String[] words() {
        return words.toArray(String[]::new);
    }

    /** A comma within an option's value is written twice. */
    private static String escaped(Path path) {
        return path.toString().replace(",", ",,");
    }
}
