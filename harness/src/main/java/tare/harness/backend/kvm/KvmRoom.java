package tare.harness.backend.kvm;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.guest.GuestBackend;
import tare.harness.linux.kvm.KvmDevice;
import tare.workloads.kernel.GuestPayload;

/** The one key {@code kvm}. */
public final class KvmRoom implements Room {

    static final String KEY = "kvm";

    private final Path device;

    public KvmRoom() {
        this(KvmDevice.PATH);
    }

    KvmRoom(Path device) {
        this.device = device;
    }

    @Override
    public String name() {
        return KEY;
    }

    @Override
    public List<String> defaultKeys() {
        return List.of(KEY);
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        return key.equals(KEY)
                ? Optional.of(
                        new GuestBackend(
                                new KvmDriver(GuestPayload.READY.bytesForThisMachine()),
                                context,
                                device))
                : Optional.empty();
    }
}
