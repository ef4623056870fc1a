package tare.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import tare.harness.backend.oci.NamedRuntime;
import tare.results.failure.UsageError;

/** The option of every command that opens backends. */
final class OciRuntimes {

    @Option(
            names = "--oci-runtime",
            paramLabel = "NAME=PATH",
            description = "another OCI runtime, as the backend oci:NAME; may be given often")
    private List<String> runtimes = new ArrayList<>();

    /** The plan's parameters that stand for the option. */
    SortedMap<String, String> settings() {
        return NamedRuntime.settings(runtimes);
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
                                        "this OCI runtime is named twice",
                                        "--set " + name,
                                        "--oci-runtime names it too",
                                        "give one of them");
                            }
                        });
        return all;
    }
}
