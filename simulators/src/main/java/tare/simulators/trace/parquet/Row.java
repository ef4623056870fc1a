package tare.simulators.trace.parquet;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Place;

/** The row that the readers of columns stand on; good until the next. */
final class Row {

    private final List<ColumnReader> readers;
    private final List<ColumnDescriptor> columns;
    private final Place place;

    Row(List<ColumnReader> readers, List<ColumnDescriptor> columns, Place place) {
        this.readers = readers;
        this.columns = columns;
        this.place = place;
    }

    Place place() {
        return place;
    }

    Place at(int field) {
        return place.at(columns.get(field).getPath()[0]);
    }

    /** A name: text, or a whole number. */
    String text(int field) {
        if (absent(field)) {
            throw empty(field);
        }
        return switch (columns.get(field).getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> readers.get(field).getBinary().toStringUsingUTF8();
            case INT32 -> Integer.toString(readers.get(field).getInteger());
            case INT64 -> Long.toString(readers.get(field).getLong());
            default -> throw unusual(field);
        };
    }

    /** A number of any kind, finite. */
    double number(int field) {
        return numberIfAny(field).orElseThrow(() -> empty(field));
    }

    /** The same; empty where there is none or it is not one. */
    OptionalDouble numberIfAny(int field) {
        if (absent(field)) {
            return OptionalDouble.empty();
        }
        ColumnReader reader = readers.get(field);
        double value =
                switch (columns.get(field).getPrimitiveType().getPrimitiveTypeName()) {
                    case INT32 -> reader.getInteger();
                    case INT64 -> reader.getLong();
                    case DOUBLE -> reader.getDouble();
                    case FLOAT -> reader.getFloat();
                    default -> throw unusual(field);
                };
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** A time; in milliseconds where its type does not tell. */
    long nanos(int field) {
        double perUnit = Numbers.NANOS_PER_MILLI;
        LogicalTypeAnnotation type =
                columns.get(field).getPrimitiveType().getLogicalTypeAnnotation();
        if (type instanceof TimestampLogicalTypeAnnotation timestamp) {
            perUnit =
                    switch (timestamp.getUnit()) {
                        case MILLIS -> Numbers.NANOS_PER_MILLI;
                        case MICROS -> 1e3;
                        case NANOS -> 1;
                    };
        }
        return Numbers.nanos(number(field), perUnit, at(field));
    }

    private boolean absent(int field) {
        return readers.get(field).getCurrentDefinitionLevel()
                < columns.get(field).getMaxDefinitionLevel();
    }

    private RuntimeException empty(int field) {
        return at(field).error("it is empty, or no number", "mend the file");
    }

    private RuntimeException unusual(int field) {
        return at(field)
                .error(
                        "the column is of " + columns.get(field).getPrimitiveType(),
                        "is this a trace of OpenDC's?");
    }
}
