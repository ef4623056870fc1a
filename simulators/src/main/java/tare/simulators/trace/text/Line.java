package tare.simulators.trace.text;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.OptionalDouble;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Place;

/** One line of a table. */
final class Line {

    private final CsvRecord line;
    private final Place place;

    Line(CsvRecord line, Place place) {
        this.line = line;
        this.place = place;
    }

    Place place() {
        return place;
    }

    int fields() {
        return line.getFieldCount();
    }

    /** The text in a column. */
    String text(Column column) {
        if (column.index() >= line.getFieldCount()) {
            throw place.at(column.name())
                    .error(
                            "the line has "
                                    + line.getFieldCount()
                                    + " fields, and this is number "
                                    + (column.index() + 1),
                            "is the file cut short, or the separator another?");
        }
        return line.getField(column.index()).trim();
    }

    double number(Column column) {
        return Numbers.parse(text(column), place.at(column.name()));
    }

    OptionalDouble numberIfAny(Column column) {
        return Numbers.parseIfAny(text(column), place.at(column.name()));
    }

    Place at(Column column) {
        return place.at(column.name());
    }
}
