package tare.harness.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What would be installed.
 *
 * @param items every runtime that was asked for
 * @param kernel the kernel for guests; empty if nothing that was asked for boots one
 * @param embedded backends that need nothing
 * @param fetchesLists whether the lists of packages must be fetched first, because they lack one
 */
public record SetupPlan(
        List<Item> items, Optional<Kernel> kernel, List<String> embedded, boolean fetchesLists) {

    public SetupPlan {
        items = List.copyOf(items);
        embedded = List.copyOf(embedded);
    }

    /** A runtime and what is to be done for it. */
    public record Item(Catalogue.Need need, State state) {}

    /** Whether a runtime is here. */
    public sealed interface State {

        /** Its package is installed. */
        record Installed(String version) implements State {}

        /** Its program is here, but not by that package: it is left as it is. */
        record Elsewhere(String path) implements State {}

        /**
         * It will be installed.
         *
         * @param version empty if the lists of packages do not have it yet
         */
        record Missing(Optional<String> version) implements State {}
    }

    /** The packages to install. */
    public List<String> packages() {
        return items.stream()
                .filter(item -> item.state() instanceof State.Missing)
                .map(item -> item.need().debianPackage())
                .toList();
    }

    /** Whether a kernel for guests is here. */
    public sealed interface Kernel {

        /** It is, and its checksums are right. */
        record Here(Path directory) implements Kernel {}

        /**
         * It will be fetched and unpacked.
         *
         * @param metapackage names the package that has it
         * @param directory where it will lie, in one of its own
         * @param offer that package; empty if the lists of packages do not have it yet
         * @param fault what is wrong with the one that is here; empty if none is
         */
        record Wanted(
                String metapackage,
                Path directory,
                Optional<KernelOffer> offer,
                Optional<String> fault)
                implements Kernel {}
    }

    /** The kernel that will be fetched, if one will. */
    public Optional<Kernel.Wanted> wantedKernel() {
        return kernel.flatMap(
                found ->
                        found instanceof Kernel.Wanted wanted
                                ? Optional.of(wanted)
                                : Optional.empty());
    }

    /** Whether everything is here. */
    public boolean complete() {
        return packages().isEmpty() && wantedKernel().isEmpty();
    }
}
