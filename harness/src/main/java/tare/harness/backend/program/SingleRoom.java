package tare.harness.backend.program;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/** A family of one backend, which is driven by the command lines of programs. */
public abstract class SingleRoom implements Room {

    private final String key;
    private final Executables executables;

    /**
     * @param key its name, and its one key
     * @param executables where its programs are looked for
     */
    protected SingleRoom(String key, Executables executables) {
        this.key = key;
        this.executables = executables;
    }

    /** What drives it, whether or not its programs are there. */
    protected abstract Driver driver(Executables found, BackendContext context);

    /** Whether this process is root, as far as the kernel is concerned. */
    protected static boolean isRoot() {
        return new Kernel().call(Syscall.GETEUID) == 0;
    }

    @Override
    public final String name() {
        return key;
    }

    @Override
    public final List<String> defaultKeys() {
        return List.of(key);
    }

    @Override
    public final Optional<Backend> open(String wanted, BackendContext context) {
        return wanted.equals(key)
                ? Optional.of(new ProgramBackend(driver(executables, context), context))
                : Optional.empty();
    }
}
