package tare.harness.backend.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a key says: {@code qemu:MACHINE-ACCEL}, and {@code -bzimage} where the kernel is entered as
 * a boot loader would.
 */
public record QemuKey(Machine machine, Accelerator accelerator, Entry entry) {

    public static final String FAMILY = "qemu";

    /** The machine that QEMU plays. */
    public enum Machine {
        /** A PC of 2009 with PCI Express and firmware: SeaBIOS. */
        Q35("q35"),
        /**
         * A machine without PCI and ACPI, for containers: qboot. Without its timer and its
         * interrupt controller, which hardware may leave out, an emulated guest finds no clock.
         */
        MICROVM("microvm,pit=on,pic=on,rtc=on");

        private final String option;

        Machine(String option) {
            this.option = option;
        }

        String option() {
            return option;
        }

        /** What it takes beside for a card on PCI; empty if it has that bus. */
        Optional<String> bus() {
            return this == MICROVM ? Optional.of("pcie=on") : Optional.empty();
        }

        /** Whether SeaBIOS is its firmware, and qboot only where that is asked for. */
        boolean hasSeabios() {
            return this == Q35;
        }

        /** As the key has it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who executes the guest's instructions. */
    public enum Accelerator {
        /**
         * QEMU, by translation. It keeps 128 MiB of translated code: more than a guest's boot has,
         * and without a bound a guest that starts programs has up to 1 GiB in time.
         */
        TCG("qemu64", "tcg,tb-size=128"),
        /** The processor, by KVM. */
        KVM("host", "kvm");

        /** With few features, since the kernel patches itself for each: 0.1 s when emulated. */
        private final String processor;

        private final String option;

        Accelerator(String processor, String option) {
            this.processor = processor;
            this.option = option;
        }

        String option() {
            return option;
        }

        String processor() {
            return processor;
        }

        /** As the key has it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the kernel is entered. */
    public enum Entry {
        /** The ELF file, by the entry for paravirtualised guests (PVH). */
        PVH(""),
        /** The packed image, by its boot header: it unpacks itself. */
        BZIMAGE("-bzimage");

        private final String suffix;

        Entry(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }
    }

    /** Every key there is, those by PVH first. */
    public static List<QemuKey> all() {
        List<QemuKey> all = new ArrayList<>();
        for (Entry entry : Entry.values()) {
            for (Accelerator accelerator : Accelerator.values()) {
                for (Machine machine : Machine.values()) {
                    all.add(new QemuKey(machine, accelerator, entry));
                }
            }
        }
        return all;
    }

    public static Optional<QemuKey> parse(String text) {
        return all().stream().filter(key -> key.text().equals(text)).findFirst();
    }

    /** As users write it. */
    public String text() {
        return FAMILY + ":" + machine.id() + "-" + accelerator.id() + entry.suffix();
    }
}
