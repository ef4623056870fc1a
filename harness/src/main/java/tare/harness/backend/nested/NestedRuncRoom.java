package tare.harness.backend.nested;

import java.util.List;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.program.Executables;

/** Containers by runc inside guests: {@code runc-in-OUTER}. */
public final class NestedRuncRoom extends NestedRoom {

    public NestedRuncRoom() {
        this(Executables.live(), Executables.live(), KernelStore.live());
    }

    /**
     * @param inside where runc is looked for
     * @param found where what plays guests is looked for
     */
    NestedRuncRoom(Executables inside, Executables found, KernelStore store) {
        super(
                new RuncInner(inside),
                List.of(
                        Outer.qemu(QemuKey.Machine.MICROVM, found, store),
                        Outer.qemu(QemuKey.Machine.Q35, found, store)));
    }
}
