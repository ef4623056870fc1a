package tare.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.oci.NamedRuntime;
import tare.results.failure.UsageError;

/** The options of every command that opens backends. */
final class BackendOptions {

    @Option(
            names = "--oci-runtime",
            paramLabel = "NAME=PATH",
            description = "another OCI runtime, as the backend oci:NAME; may be given often")
    private List<String> runtimes = new ArrayList<>();

    @Option(
            names = "--kernel",
            paramLabel = "FILE",
            description =
                    "the kernel that Linux guests boot, a vmlinuz or vmlinux (default: what tare"
                            + " setup qemu has unpacked)")
    private @Nullable Path kernel;

    /** The plan's parameters that stand for the options. */
    SortedMap<String, String> settings() {
        SortedMap<String, String> settings = NamedRuntime.settings(runtimes);
        if (kernel != null) {
            settings.put(GuestKernel.SETTING, kernel.toAbsolutePath().normalize().toString());
        }
        return settings;
    }

    /**
     * The same beside parameters that were given otherwise.
     *
     * @throws UsageError if both name one runtime
     */
    SortedMap<String, String> settings(Map<String, String> others) {
        SortedMap<String, String> all = new TreeMap<>(others);
        settings()
                .forEach(
                        (name, path) -> {
                            if (all.put(name, path) != null) {
                                throw new UsageError(
                                        "this setting of a backend is given twice",
                                        "--set " + name,
                                        "--oci-runtime or --kernel gives it too",
                                        "give one of them");
                            }
                        });
        return all;
    }
}
