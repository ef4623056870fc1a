package tare.harness.backend.machine;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.Rungs;

/**
 * What a machine of QEMU's is made of, on top of QEMU itself without a machine, in the order of a
 * ladder's rungs.
 */
enum MachineLayer implements Rungs.Layer<MachineLayer> {
    /** Its memory, one virtual CPU, the board and the first serial line. It has yet to act. */
    MACHINE("machine"),
    /** qboot, and the least kernel that it can enter: that acts. */
    FIRMWARE("firmware"),
    /** Linux in that kernel's place, with the probe as its first process. */
    KERNEL("kernel"),
    /** A second serial line, to which Linux speaks. */
    CONSOLE("console"),
    /** SeaBIOS in qboot's place: it looks at every device. */
    SEABIOS("seabios"),
    /** A network card on PCI, with the bus where the machine has none; Linux has no driver. */
    CARD("card"),
    /** A second virtual CPU. */
    PROCESSORS("vcpus"),
    /** Four times the memory. */
    MEMORY("memory-size");

    private final String word;

    MachineLayer(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public Set<MachineLayer> carries() {
        return EnumSet.noneOf(MachineLayer.class);
    }

    /** What a launch has unless a ladder asks for something else. */
    static Set<MachineLayer> usual(QemuKey.Machine machine) {
        Set<MachineLayer> usual = EnumSet.range(MACHINE, SEABIOS);
        if (!machine.hasSeabios()) {
            usual.remove(SEABIOS);
        }
        return Collections.unmodifiableSet(usual);
    }

    /** The rungs of a machine's ladder. */
    static List<Rungs.Step<MachineLayer>> ladder(QemuKey.Machine machine) {
        Set<MachineLayer> order = EnumSet.allOf(MachineLayer.class);
        if (!machine.hasSeabios()) {
            order.remove(SEABIOS);
        }
        return Rungs.of(List.copyOf(order), EnumSet.range(KERNEL, MEMORY));
    }
}
