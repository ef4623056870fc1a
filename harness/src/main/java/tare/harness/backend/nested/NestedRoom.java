package tare.harness.backend.nested;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.program.Executables;
import tare.harness.backend.usermode.UmlDriver;

/** Containers inside guests: {@code namespace-in-OUTER}. */
public final class NestedRoom implements Room {

    static final String NAME = "namespace-in";

    private final List<Outer> outers;

    public NestedRoom() {
        this(Executables.live());
    }

    NestedRoom(Executables found) {
        this.outers =
                List.of(
                        new Outer(
                                UmlDriver.KEY,
                                (context, initramfs, line) ->
                                        new UmlDriver(
                                                found,
                                                context,
                                                initramfs,
                                                "uml-agent.cpio",
                                                line)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> defaultKeys() {
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
}
