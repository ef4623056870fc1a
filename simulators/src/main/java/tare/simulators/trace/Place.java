package tare.simulators.trace;

import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;

/**
 * Where in a trace something stands.
 *
 * @param file as the user named it
 * @param unit {@code line} or {@code row}
 * @param number from 1; 0 for the file as a whole
 * @param field the column's name; empty for the line as a whole
 */
public record Place(String file, String unit, long number, String field) {

    /** A line of a text. */
    public static Place line(String file, long number) {
        return new Place(file, "line", number, "");
    }

    /** A row of a table that has no lines. */
    public static Place row(String file, long number) {
        return new Place(file, "row", number, "");
    }

    /** A file as a whole. */
    public static Place file(String file) {
        return new Place(file, "line", 0, "");
    }

    /** A field of the same line or row. */
    public Place at(String name) {
        return new Place(file, unit, number, name);
    }

    /** For people, for example {@code a.csv, line 3, cpu_milli}. */
    public String text() {
        return file
                + (number == 0 ? "" : ", " + unit + " " + number)
                + (field.isEmpty() ? "" : ", " + field);
    }

    /** The failure that something here cannot be read. */
    public InputError error(String why, String remedy) {
        return error(why, remedy, null);
    }

    /** The same with its cause. */
    public InputError error(String why, String remedy, @Nullable Throwable cause) {
        return new InputError("the trace cannot be read", text(), why, remedy, cause);
    }
}
