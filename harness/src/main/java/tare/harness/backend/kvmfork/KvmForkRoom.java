package tare.harness.backend.kvmfork;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.guest.GuestBackend;
import tare.harness.linux.Architecture;
import tare.harness.linux.kvm.KvmDevice;

/** The keys {@code kvm-fork}, a default, and {@code kvm-rewind}. */
public final class KvmForkRoom implements Room {

    private final Path device;
    private final Architecture architecture;

    public KvmForkRoom() {
        this(KvmDevice.PATH, Architecture.current());
    }

    KvmForkRoom(Path device, Architecture architecture) {
        this.device = device;
        this.architecture = architecture;
    }

    @Override
    public String name() {
        return Way.FORK.key();
    }

    @Override
    public List<String> defaultKeys() {
        return List.of(Way.FORK.key());
    }

    @Override
    public List<String> otherKeys() {
        return List.of(Way.REWIND.key());
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        return Arrays.stream(Way.values())
                .filter(way -> way.key().equals(key))
                .findFirst()
                .map(
                        way ->
                                new GuestBackend(
                                        new KvmForkDriver(way, architecture), context, device));
    }
}
