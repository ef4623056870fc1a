package tare.harness.backend.libvirt;

import java.nio.file.Path;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.probe.Fifos;

/** The descriptions of domains that libvirt is given (https://libvirt.org/formatdomain.html). */
final class DomainText {

    /** What a guest calls the line to Tare; 4:64. */
    static final String LINE = "/dev/ttyS0";

    /** The kernel speaks to the second line, so that nothing but the probe writes to the first. */
    private static final String LEAN = "console=ttyS1 panic=-1 " + GuestKernel.LEAN;

    private static final String GUEST =
            """
            <domain type='%s'>
              <name>%s</name>
              <memory unit='KiB'>%d</memory>
              <vcpu%s>1</vcpu>
              <os>
                <type arch='x86_64' machine='pc'>hvm</type>
                <kernel>%s</kernel>
                %s
                <cmdline>%s</cmdline>
              </os>
              <features><acpi/></features>
              <on_poweroff>destroy</on_poweroff>
              <on_reboot>destroy</on_reboot>
              <on_crash>destroy</on_crash>
              <devices>
                <emulator>%s</emulator>
                <controller type='usb' model='none'/>
                <memballoon model='none'/>
                %s
              </devices>
              <seclabel type='none'/>
            </domain>
            """;

    private static final String LINES =
            """
            <serial type='pipe'><source path='%s'/><target type='isa-serial' port='0'/></serial>
            <serial type='file'><source path='%s'/><target type='isa-serial' port='1'/></serial>\
            """;

    private static final String CONTAINER =
            """
            <domain type='lxc'>
              <name>%s</name>
              <memory unit='KiB'>%d</memory>
              <vcpu%s>1</vcpu>
              %s
              <os>
                <type>exe</type>
                <init>/probe</init>
                %s
              </os>
              <features><privnet/><capabilities policy='deny'/></features>
              <on_poweroff>destroy</on_poweroff>
              <on_reboot>destroy</on_reboot>
              <on_crash>destroy</on_crash>
              <devices>
                <filesystem type='mount'><source dir='%s'/><target dir='/'/></filesystem>
                <filesystem type='mount'><source dir='%s'/><target dir='/t'/></filesystem>
                <console type='pty'/>
              </devices>
            </domain>
            """;

    private DomainText() {}

    /**
     * What a guest is started from.
     *
     * @param type of the domain, for example {@code kvm}
     * @param emulator QEMU
     * @param counter what the guest's kernel is told of its clock; may be empty
     */
    record Machine(String type, Path emulator, Path kernel, Path initramfs, String counter) {}

    /**
     * A guest with the probe as its first process.
     *
     * @param name for the cleaner: a word that marks the domain and QEMU's command as this run's
     * @param line QEMU's pipe: {@code .in} and {@code .out} are added
     * @param console takes what the kernel says
     */
    static String guest(Machine machine, InstanceSpec spec, String name, Path line, Path console) {
        return guest(
                machine,
                spec,
                name,
                "<initrd>" + escaped(machine.initramfs()) + "</initrd>",
                LEAN
                        + " quiet"
                        + machine.counter()
                        + " -- "
                        + String.join(" ", Long.toString(spec.spinNanos()), LINE, LINE),
                LINES.formatted(escaped(line), escaped(console)));
    }

    /** A guest without a first process, which says what its kernel finds and ends. */
    static String measuring(
            Machine machine, InstanceSpec spec, String name, Path line, Path console) {
        return guest(
                machine,
                spec,
                name,
                "",
                LEAN + " loglevel=7",
                LINES.formatted(escaped(line), escaped(console)));
    }

    private static String guest(
            Machine machine,
            InstanceSpec spec,
            String name,
            String initramfs,
            String command,
            String lines) {
        return GUEST.formatted(
                machine.type(),
                name,
                guestBytes(spec) >> 10,
                cpus(spec),
                escaped(machine.kernel()),
                initramfs,
                command,
                escaped(machine.emulator()),
                lines);
    }

    /** What a guest is given: a kernel takes a certain size to boot. */
    static long guestBytes(InstanceSpec spec) {
        return Math.max(spec.memoryLimitBytes(), GuestKernel.LEAST_MEMORY_BYTES);
    }

    /**
     * A container with the probe as its first process, without capabilities and in namespaces of
     * each kind but user.
     *
     * @param partition control groups that it is put below, from the root of each tree; empty for
     *     libvirt's own
     * @param root of its file system
     * @param fifos directory of its channel
     */
    static String container(
            InstanceSpec spec, String name, String partition, Path root, Path fifos) {
        StringBuilder arguments = new StringBuilder();
        for (String argument : Fifos.arguments(spec.spinNanos())) {
            arguments.append("<initarg>").append(argument).append("</initarg>");
        }
        String limit =
                "<memtune><hard_limit unit='KiB'>"
                        + (spec.memoryLimitBytes() >> 10)
                        + "</hard_limit></memtune>";
        String resource =
                partition.isEmpty()
                        ? ""
                        : "<resource><partition>/" + partition + "</partition></resource>";
        return CONTAINER.formatted(
                name,
                spec.memoryLimitBytes() >> 10,
                cpus(spec),
                limit + resource,
                arguments,
                escaped(root),
                escaped(fifos));
    }

    private static String cpus(InstanceSpec spec) {
        return spec.cpus().isEmpty() ? "" : " cpuset='" + spec.cpus() + "'";
    }

    private static String escaped(Path path) {
        return path.toString().replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }
}
