package tare.harness.backend.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tare.harness.backend.program.Command;

/**
 * QEMU's command lines.
 *
 * @param program absolute
 * @param key which machine
 * @param kernel of the guest, as the key wants it entered
 */
record QemuCommand(Path program, QemuKey key, Path kernel) {

    /** What the guest calls the line to Tare; 4:64. */
    static final String LINE = "/dev/ttyS0";

    /** What takes time and is of no use here: tests of ciphers, certificates, lists for tracing. */
    private static final String LEAN =
            "audit=0 lsm= random.trust_cpu=on"
                    + " initcall_blacklist=crypto_algapi_init,load_system_certificate_list,"
                    + "init_kprobe_trace,init_encrypted";

    /**
     * One guest that waits for {@code cont}: the line on descriptors 0 and 1.
     *
     * @param name for the cleaner: a word that marks the command as this run's
     * @param memoryBytes of the guest
     * @param counter what the guest is told of its clock; may be empty
     */
    Command guest(
            String name,
            long memoryBytes,
            Path initramfs,
            String counter,
            long spinNanos,
            Path console,
            Path conversation) {
        List<String> words = machine(name, memoryBytes);
        words.addAll(
                List.of(
                        "-initrd",
                        initramfs.toString(),
                        "-append",
                        "console=ttyS1 quiet panic=-1 "
                                + LEAN
                                + counter
                                + " -- "
                                + spinNanos
                                + " "
                                + LINE
                                + " "
                                + LINE,
                        "-serial",
                        "stdio",
                        "-chardev",
                        "file,id=console,path=" + escaped(console),
                        "-device",
                        "isa-serial,chardev=console,index=1",
                        "-S",
                        "-chardev",
                        "pipe,id=qmp,path=" + escaped(conversation),
                        "-mon",
                        "chardev=qmp,mode=control"));
        return Command.of(program, words.toArray(String[]::new));
    }

    /** A guest without a first process, which says what its kernel finds and ends. */
    Command measuring(String name, long memoryBytes, Path console) {
        List<String> words = machine(name, memoryBytes);
        words.addAll(
                List.of(
                        "-append",
                        "console=ttyS0 loglevel=7 panic=-1 " + LEAN,
                        "-serial",
                        "file:" + console));
        return Command.of(program, words.toArray(String[]::new));
    }

    private List<String> machine(String name, long memoryBytes) {
        return new ArrayList<>(
                List.of(
                        "-name",
                        name,
                        "-machine",
                        key.machine().option() + ",accel=" + key.accelerator().id(),
                        "-cpu",
                        key.accelerator().processor(),
                        "-m",
                        (memoryBytes >> 10) + "K",
                        "-smp",
                        "1",
                        "-nodefaults",
                        "-no-user-config",
                        "-display",
                        "none",
                        "-no-reboot",
                        "-kernel",
                        kernel.toString()));
    }

    /** A comma within an option's value is written twice. */
    static String escaped(Path path) {
        return path.toString().replace(",", ",,");
    }
}
