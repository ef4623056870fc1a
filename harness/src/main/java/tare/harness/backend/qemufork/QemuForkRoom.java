package tare.harness.backend.qemufork;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;

/** The keys {@code qemu-fork} and {@code qemu-restore}. */
public final class QemuForkRoom implements Room {

    /** By translation, which every host can do; the keys say nothing of an accelerator. */
    private static final QemuKey MACHINE =
            new QemuKey(QemuKey.Machine.Q35, QemuKey.Accelerator.TCG, QemuKey.Entry.PVH);

    private final Executables executables;
    private final KernelStore store;

    public QemuForkRoom() {
        this(Executables.live(), KernelStore.live());
    }

    QemuForkRoom(Executables executables, KernelStore store) {
        this.executables = executables;
        this.store = store;
    }

    @Override
    public String name() {
        return Way.FORK.key();
    }

    @Override
    public List<String> defaultKeys() {
        return Arrays.stream(Way.values()).map(Way::key).toList();
    }

    @Override
    public Optional<Backend> open(String wanted, BackendContext context) {
        return Arrays.stream(Way.values())
                .filter(way -> way.key().equals(wanted))
                .findFirst()
                .map(way -> opened(way, context));
    }

    private Backend opened(Way way, BackendContext context) {
        return new ProgramBackend(
                new CloneDriver(
                        new Parent.Origin(
                                way,
                                MACHINE,
                                executables,
                                GuestKernel.find(context, store),
                                context)),
                context);
    }

    @Override
    public boolean reads(String setting) {
        return GuestKernel.SETTING.equals(setting);
    }
}
