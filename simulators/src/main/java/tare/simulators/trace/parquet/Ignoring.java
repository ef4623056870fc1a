package tare.simulators.trace.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/** Stands where Parquet would put values together; they are taken from the columns instead. */
final class Ignoring extends GroupConverter {

    private final PrimitiveConverter each = new PrimitiveConverter() {};

    private Ignoring() {}

    static Ignoring of(MessageType flat) {
        if (flat.getFields().stream().anyMatch(field -> !field.isPrimitive())) {
            throw new IllegalArgumentException("a column is a group: " + flat);
        }
        return new Ignoring();
    }

    @Override
    public Converter getConverter(int field) {
        return each;
    }

    @Override
    public void start() {
        // No value is put together.
    }

    @Override
    public void end() {
        // No value is put together.
    }
}
