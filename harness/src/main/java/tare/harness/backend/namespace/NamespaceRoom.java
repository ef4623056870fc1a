package tare.harness.backend.namespace;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/** Keys {@code namespace}, {@code namespace+user}, {@code namespace-network}, … */
public final class NamespaceRoom implements Room {

    @Override
    public String name() {
        return NamespaceKey.NAME;
    }

    @Override
    public List<String> defaultKeys() {
        boolean root = new Kernel().call(Syscall.GETEUID) == 0;
        return List.of((root ? NamespaceKey.FULL : NamespaceKey.UNPRIVILEGED).toString());
    }

    /**
     * Opens the backend of a key.
     *
     * @throws tare.results.failure.UsageError if the key is of this family but makes no sense
     */
    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        return NamespaceKey.parse(key).map(read -> new NamespaceBackend(read, context));
    }
}
