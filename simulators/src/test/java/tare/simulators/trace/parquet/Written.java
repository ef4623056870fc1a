package tare.simulators.trace.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes small Parquet files in the formats of OpenDC's. */
final class Written {

    static final String TASKS =
            "message tasks { required int32 id; required int64 submission_time; required int64"
                    + " duration; required int32 cpu_count; required double cpu_capacity; required"
                    + " int64 mem_capacity; }";
    static final String FRAGMENTS =
            "message fragments { required int32 id; required int64 duration; required double"
                    + " cpu_usage; }";
    static final String META =
            "message meta { required binary id (STRING); required int64 start_time"
                    + " (TIMESTAMP(MILLIS,true)); required int64 stop_time"
                    + " (TIMESTAMP(MILLIS,true)); required int32 cpu_count; required double"
                    + " cpu_capacity; required int64 mem_capacity; }";
    static final String TRACE =
            "message trace { required binary id (STRING); required int64 timestamp"
                    + " (TIMESTAMP(MILLIS,true)); required int64 duration; required int32"
                    + " cpu_count; optional double cpu_usage; }";

    private Written() {}

    /** Writes rows of values in the order of the schema; what is beyond them has none. */
    static Path write(Path file, String schema, Object[]... rows) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(new LocalOutputFile(file))
                        .withConf(new PlainParquetConfiguration())
                        .withType(type)
                        .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                        .build()) {
            SimpleGroupFactory factory = new SimpleGroupFactory(type);
            for (Object[] row : rows) {
                Group group = factory.newGroup();
                for (int i = 0; i < row.length; i++) {
                    add(group, type.getFieldName(i), row[i]);
                }
                writer.write(group);
            }
        }
        return file;
    }

    private static void add(Group group, String field, Object value) {
        if (value instanceof Integer number) {
            group.add(field, number);
        } else if (value instanceof Long number) {
            group.add(field, number);
        } else if (value instanceof Double number) {
            group.add(field, number);
        } else if (value instanceof String text) {
            group.add(field, text);
        }
    }

    /** One row. */
    static Object[] row(Object... values) {
        return values;
    }
}
