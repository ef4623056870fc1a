package tare.harness.backend.oci;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.backend.BackendContext;
import tare.results.failure.UsageError;

/**
 * A runtime that the user has named.
 *
 * @param name of small letters, digits and hyphens
 * @param program absolute, executable when it was read
 */
public record NamedRuntime(String name, Path program) {

    /** What the plan's parameters begin with that name a runtime. */
    static final String SETTING = BackendContext.SETTING + "oci.";

    private static final String OPTION = "--oci-runtime";
    private static final String EXAMPLE = "tare run --oci-runtime youki=/usr/local/bin/youki";
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

    /**
     * The plan's parameters for options as a user writes them.
     *
     * @param options each {@code NAME=PATH}; relative paths are below the working directory
     * @throws UsageError if one has another form, or a name comes twice
     */
    public static SortedMap<String, String> settings(List<String> options) {
        SortedMap<String, String> settings = new TreeMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals <= 0 || equals == option.length() - 1) {
                throw refused(option, "it is not of the form NAME=PATH", EXAMPLE);
            }
            String name = option.substring(0, equals);
            String path = path(name, option.substring(equals + 1)).toAbsolutePath().toString();
            if (settings.put(SETTING + name, path) != null) {
                throw refused(option, "the name " + name + " is given twice", "name them apart");
            }
        }
        return settings;
    }

    /**
     * All that settings name, by name.
     *
     * @param settings of the plan that begin with {@code backend.}
     * @throws UsageError if a name has other letters, or its path leads to no program
     */
    static List<NamedRuntime> all(SortedMap<String, String> settings) {
        List<NamedRuntime> all = new ArrayList<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().startsWith(SETTING)) {
                String name = setting.getKey().substring(SETTING.length());
                all.add(of(name, setting.getValue()));
            }
        }
        return all;
    }

    private static NamedRuntime of(String name, String text) {
        if (!name.matches(NAME)) {
            throw refused(
                    name + "=" + text,
                    "a name has small letters, digits and hyphens, at most 40",
                    EXAMPLE);
        }
        Path program = path(name, text);
        String wrong =
                !program.isAbsolute()
                        ? "the path is not absolute"
                        : !Files.exists(program)
                                ? "there is no such file"
                                : Files.isDirectory(program)
                                        ? "that is a directory"
                                        : !Files.isExecutable(program)
                                                ? "that file is not executable"
                                                : "";
        if (!wrong.isEmpty()) {
            throw refused(name + "=" + text, wrong, "give the path of the runtime's program");
        }
        return new NamedRuntime(name, program);
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw refused(name + "=" + text, "that is no path", EXAMPLE);
        }
    }

    private static UsageError refused(String value, String why, String remedy) {
        return new UsageError("this OCI runtime cannot be used", OPTION + " " + value, why, remedy);
    }
}
