package tare.simulators.trace;

import java.util.List;
import java.util.function.Consumer;

/**
 * A trace in some format. Rows are given one by one in the order of the file; what is kept between
 * them does not grow with the number of usage rows, and by 16 to 64 bytes with each instance.
 *
 * <p>A file that is missing, truncated, foreign or nonsensical ends the reading with an {@code
 * InputError} that names file, line or row, and field.
 */
public interface Trace {

    /** The name that users write, for example {@code planetlab}. */
    String format();

    /** Gives each instance, and returns what was counted on the way. */
    List<Remark> instances(Consumer<InstanceRow> rows);

    /** Gives each piece of usage, and returns what was counted on the way. */
    List<Remark> usage(Consumer<UsageRow> rows);
}
