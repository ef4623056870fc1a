package tare.harness.backend.vmm;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.program.Executables;

/**
 * Where a monitor's program is: the one that a setting names, and then no other, else the one on
 * the PATH.
 *
 * @param path absolute; empty if it is not there
 * @param otherwise why not
 */
record VmmProgram(Optional<Path> path, Availability.Unavailable otherwise) {

    static VmmProgram find(Vmm vmm, Executables executables, BackendContext context) {
        String named = context.settings().get(vmm.setting());
        String how =
                "get it from "
                        + vmm.home()
                        + ", then put it on the PATH, or tare run --set "
                        + vmm.setting()
                        + "=/PATH/TO/"
                        + vmm.key();
        if (named == null) {
            return new VmmProgram(
                    executables.find(vmm.key()),
                    new Availability.Unavailable("there is no program " + vmm.key(), how));
        }
        return new VmmProgram(
                program(named),
                new Availability.Unavailable(
                        "there is no program "
                                + Answer.words(named)
                                + ", which "
                                + vmm.setting()
                                + " names",
                        how));
    }

    private static Optional<Path> program(String named) {
        try {
            return Optional.of(Path.of(named).toAbsolutePath().normalize())
                    .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
