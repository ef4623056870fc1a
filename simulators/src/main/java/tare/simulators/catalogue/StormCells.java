package tare.simulators.catalogue;

import java.util.OptionalInt;
import tare.results.model.CellKey;

/** How the cells of the experiment {@code storm} say how many starts were at once. */
final class StormCells {

    private static final String TOGETHER = "concurrency";

    private StormCells() {}

    /** How many; none where the cell is about something else. */
    static OptionalInt together(CellKey key) {
        String text = key.parameters().getOrDefault(TOGETHER, "");
        return text.matches("[0-9]{1,6}") && key.parameters().size() == 1
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }
}
