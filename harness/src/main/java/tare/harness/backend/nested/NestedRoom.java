package tare.harness.backend.nested;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.machine.Guest;
import tare.harness.backend.machine.QemuDriver;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.program.Executables;
import tare.harness.backend.usermode.UmlDriver;

/** Containers inside guests: {@code namespace-in-OUTER}. */
public final class NestedRoom implements Room {

    static final String NAME = "namespace-in";

    private final List<Outer> outers;

    public NestedRoom() {
        this(Executables.live(), KernelStore.live());
    }

    NestedRoom(Executables found, KernelStore store) {
        this.outers =
                List.of(
                        new Outer(
                                UmlDriver.KEY,
                                (context, initramfs, line) ->
                                        new UmlDriver(
                                                found, context, initramfs, "uml-agent.cpio", line)),
                        qemu(QemuKey.Machine.MICROVM, found, store),
                        qemu(QemuKey.Machine.Q35, found, store));
    }

    /** By translation: what boots everywhere. */
    private static Outer qemu(QemuKey.Machine machine, Executables found, KernelStore store) {
        QemuKey key = new QemuKey(machine, QemuKey.Accelerator.TCG, QemuKey.Entry.PVH);
        return new Outer(
                key.text(),
                (context, initramfs, line) ->
                        new QemuDriver(
                                key,
                                found,
                                GuestKernel.find(context, store),
                                context,
                                Guest.ofAgent(initramfs, line)));
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The last is like the one before it, in a larger machine. */
    @Override
    public List<String> defaultKeys() {
        return keys().subList(0, outers.size() - 1);
    }

    @Override
    public List<String> otherKeys() {
        return keys().subList(outers.size() - 1, outers.size());
    }

    private List<String> keys() {
        return outers.stream().map(NestedRoom::key).toList();
    }

    private static String key(Outer outer) {
        return NAME + "-" + outer.key();
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        return outers.stream()
                .filter(outer -> key(outer).equals(key))
                .<Backend>map(outer -> new NestedBackend(key, outer, context))
                .findFirst();
    }

    @Override
    public boolean reads(String setting) {
        return GuestKernel.SETTING.equals(setting);
    }
}
