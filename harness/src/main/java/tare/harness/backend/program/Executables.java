package tare.harness.backend.program;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds programs by name. */
public final class Executables {

    /** Where administrators' programs lie, which are on no user's PATH. */
    private static final List<String> ALWAYS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private final List<String> directories;

    private Executables(List<String> directories) {
        this.directories = List.copyOf(directories);
    }

    /** On the PATH of this process, and where daemons lie. */
    public static Executables live() {
        List<String> all = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            all.addAll(List.of(path.split(":", -1)));
        }
        all.addAll(ALWAYS);
        return new Executables(all);
    }

    /** In these directories alone. */
    public static Executables in(List<String> directories) {
        return new Executables(directories);
    }

    /** The first of that name; relative directories are passed over. */
    public Optional<Path> find(String name) {
        for (String directory : directories) {
            try {
                Path candidate = Path.of(directory).resolve(name);
                if (candidate.isAbsolute()
                        && Files.isRegularFile(candidate)
                        && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            } catch (InvalidPathException e) {
                // A PATH may hold anything; what is no path holds no program.
            }
        }
        return Optional.empty();
    }
}
