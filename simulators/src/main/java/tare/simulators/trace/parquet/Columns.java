package tare.simulators.trace.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import tare.results.failure.TareException;
import tare.simulators.trace.Place;

/**
 * Some columns of a flat Parquet file, row by row. One row group is in memory at a time: the part
 * of it that these columns are.
 */
final class Columns {

    private final InputFile input;
    private final String name;

    Columns(Path file) {
        this(new LocalInputFile(file), file.toString());
    }

    Columns(InputFile input, String name) {
        this.input = input;
        this.name = name;
    }

    /** Gives each row; the fields of it are in the order of the names. */
    void rows(List<String> wanted, Consumer<Row> rows) {
        long row = 0;
        try (ParquetFileReader reader = ParquetFileReader.open(input, options())) {
            requireWhole(reader);
            MessageType schema = reader.getFileMetaData().getSchema();
            List<ColumnDescriptor> columns = new ArrayList<>();
            for (String each : wanted) {
                columns.add(column(schema, each));
            }
            reader.setRequestedSchema(columns);
            MessageType narrow = narrow(schema, wanted);
            String writer = reader.getFileMetaData().getCreatedBy();
            PageReadStore group = reader.readNextRowGroup();
            while (group != null) {
                ColumnReadStoreImpl store =
                        new ColumnReadStoreImpl(
                                group, Ignoring.of(narrow), narrow, writer == null ? "" : writer);
                List<ColumnReader> readers = columns.stream().map(store::getColumnReader).toList();
                for (long i = 0; i < group.getRowCount(); i++) {
                    rows.accept(new Row(readers, columns, Place.row(name, ++row)));
                    readers.forEach(ColumnReader::consume);
                }
                group = reader.readNextRowGroup();
            }
        } catch (TareException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Place.row(name, row)
                    .error("it is no Parquet that can be read: " + e, "is the file whole?", e);
        } catch (OutOfMemoryError e) {
            throw Place.row(name, row)
                    .error(
                            "a row group or page wants more memory than there is",
                            "is the file whole? Else write it with smaller row groups",
                            e);
        }
    }

    private static ParquetReadOptions options() {
        return ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Pages())
                .build();
    }

    /** What a footer claims is not allocated before it can be true. */
    private void requireWhole(ParquetFileReader reader) throws IOException {
        long length = input.getLength();
        for (BlockMetaData group : reader.getRowGroups()) {
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                long start = chunk.getStartingPos();
                long size = chunk.getTotalSize();
                if (start < 0 || size < 0 || start > length - size) {
                    throw new IOException(
                            "a column lies at "
                                    + start
                                    + " with "
                                    + size
                                    + " bytes, beyond the end");
                }
            }
        }
    }

    private ColumnDescriptor column(MessageType schema, String wanted) {
        for (ColumnDescriptor each : schema.getColumns()) {
            if (each.getPath().length == 1 && each.getPath()[0].equals(wanted)) {
                if (each.getMaxRepetitionLevel() > 0) {
                    break;
                }
                return each;
            }
        }
        throw Place.file(name)
                .at(wanted)
                .error(
                        "there is no such column, but "
                                + schema.getFields().stream().map(Type::getName).limit(20).toList(),
                        "is this a trace of OpenDC's?");
    }

    private static MessageType narrow(MessageType schema, List<String> wanted) {
        List<Type> fields = new ArrayList<>();
        for (String each : wanted) {
            PrimitiveType type = schema.getType(each).asPrimitiveType();
            fields.add(type);
        }
        return new MessageType(schema.getName(), fields);
    }
}
