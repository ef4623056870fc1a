package tare.harness.setup;

import java.util.List;
import java.util.Optional;

/**
 * What would be installed.
 *
 * @param items every runtime that was asked for
 * @param embedded backends that need nothing
 * @param fetchesLists whether the lists of packages must be fetched first, because they lack one
 */
public record SetupPlan(List<Item> items, List<String> embedded, boolean fetchesLists) {

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
}
