package tare.harness.backend.nested;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.program.Executables;

/**
 * Containers of one kind inside guests: {@code INNER-in-OUTER}; here {@code namespace-in-OUTER}.
 */
public class NestedRoom implements Room {

    private final Inner inner;
    private final List<Outer> outers;

    public NestedRoom() {
        this(Executables.live(), KernelStore.live());
    }

    NestedRoom(Executables found, KernelStore store) {
        this(
                new NamespaceInner(),
                List.of(
                        Outer.uml(found),
                        Outer.qemu(QemuKey.Machine.MICROVM, found, store),
                        Outer.qemu(QemuKey.Machine.Q35, found, store)));
    }

    /**
     * @param outers the last is like the one before it, in a larger machine
     */
    NestedRoom(Inner inner, List<Outer> outers) {
        this.inner = inner;
        this.outers = List.copyOf(outers);
    }

    @Override
    public String name() {
        return inner.key() + "-in";
    }

    @Override
    public List<String> defaultKeys() {
        return keys().subList(0, outers.size() - 1);
    }

    @Override
    public List<String> otherKeys() {
        return keys().subList(outers.size() - 1, outers.size());
    }

    private List<String> keys() {
        return outers.stream().map(this::key).toList();
    }

    private String key(Outer outer) {
        return name() + "-" + outer.key();
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        return outers.stream()
                .filter(outer -> key(outer).equals(key))
                .<Backend>map(outer -> new NestedBackend(key, inner, outer, context))
                .findFirst();
    }

    @Override
    public boolean reads(String setting) {
        return GuestKernel.SETTING.equals(setting);
    }
}
