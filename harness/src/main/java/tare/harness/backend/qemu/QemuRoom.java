package tare.harness.backend.qemu;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.machine.Firmware;
import tare.harness.backend.machine.Guest;
import tare.harness.backend.machine.QemuDriver;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;

/** The keys {@code qemu:MACHINE-ACCEL}; those by PVH are defaults. */
public final class QemuRoom implements Room {

    private final Executables executables;
    private final KernelStore store;

    public QemuRoom() {
        this(Executables.live(), KernelStore.live());
    }

    QemuRoom(Executables executables, KernelStore store) {
        this.executables = executables;
        this.store = store;
    }

    @Override
    public String name() {
        return QemuKey.FAMILY;
    }

    @Override
    public List<String> defaultKeys() {
        return keys(QemuKey.Entry.PVH);
    }

    @Override
    public List<String> otherKeys() {
        return keys(QemuKey.Entry.BZIMAGE);
    }

    private static List<String> keys(QemuKey.Entry entry) {
        return QemuKey.all().stream()
                .filter(key -> key.entry() == entry)
                .map(QemuKey::text)
                .toList();
    }

    @Override
    public Optional<Backend> open(String wanted, BackendContext context) {
        return QemuKey.parse(wanted)
                .map(
                        key ->
                                new ProgramBackend(
                                        new QemuDriver(
                                                key,
                                                executables,
                                                GuestKernel.find(context, store),
                                                context,
                                                Guest.ofProbe()),
                                        context));
    }

    @Override
    public boolean reads(String setting) {
        return GuestKernel.SETTING.equals(setting) || Firmware.SETTING.equals(setting);
    }
}
