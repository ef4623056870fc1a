package tare.simulators.trace.text;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import tare.results.failure.UsageError;
import tare.simulators.trace.InstanceCheck;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Place;
import tare.simulators.trace.Remark;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.Source;
import tare.simulators.trace.Trace;
import tare.simulators.trace.UsageCheck;
import tare.simulators.trace.UsageRow;

/** Any CSV, by a mapping that the user gives. */
public final class MappedCsv implements Trace {

    /** The trace's own name. */
    public static final String FORMAT = "csv";

    private final Source source;
    private final CsvMapping mapping;

    public MappedCsv(Source source, CsvMapping mapping) {
        this.source = source;
        this.mapping = mapping;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public List<Remark> instances(Consumer<InstanceRow> rows) {
        Remarks remarks = new Remarks();
        InstanceCheck check = new InstanceCheck(rows, remarks);
        lines(columns -> line -> check.accept(instance(line, columns), line.place()));
        check.finish(Place.file(source.name()));
        return remarks.list();
    }

    @Override
    public List<Remark> usage(Consumer<UsageRow> rows) {
        if (mapping.column("usage").isEmpty() || mapping.column("id").isEmpty()) {
            throw new UsageError(
                    "the mapping has no usage",
                    source.name(),
                    "a series needs the columns id, arrival and usage",
                    "add id: and usage: to the mapping");
        }
        Remarks remarks = new Remarks();
        UsageCheck check = new UsageCheck(rows, remarks);
        lines(
                columns -> {
                    Column used = columns.of("usage").orElseThrow();
                    Column id = columns.of("id").orElseThrow();
                    return line -> {
                        OptionalDouble value = line.numberIfAny(used);
                        check.accept(
                                line.text(id),
                                time(line, columns.arrival()),
                                Numbers.nanos(
                                        mapping.interval(), mapping.nanosPerUnit(), line.at(used)),
                                value.isEmpty()
                                        ? value
                                        : OptionalDouble.of(
                                                value.getAsDouble() * mapping.sharePerUnit()),
                                line.at(used));
                    };
                });
        return remarks.list();
    }

    /** Resolves a part's column against this file's header. */
    private record Columns(Function<String, Optional<Column>> resolve) {

        Optional<Column> of(String part) {
            return resolve.apply(part);
        }

        Column arrival() {
            return of("arrival").orElseThrow();
        }
    }

    private void lines(Function<Columns, Consumer<Line>> start) {
        Table table = new Table(source, mapping.separator());
        if (mapping.header()) {
            table.linesBelow(
                    header ->
                            start.apply(
                                    new Columns(
                                            part ->
                                                    mapping.column(part)
                                                            .map(name -> column(name, header)))));
        } else {
            table.lines(start.apply(new Columns(part -> mapping.column(part).map(this::numbered))));
        }
    }

    private Column column(String name, Header header) {
        return name.startsWith("#") ? numbered(name) : header.column(name);
    }

    private Column numbered(String name) {
        try {
            int number = Integer.parseInt(name.startsWith("#") ? name.substring(1) : name);
            if (number >= 1) {
                return new Column(number - 1, name);
            }
        } catch (NumberFormatException e) {
            throw new UsageError(
                    "the mapping is wrong", name, "without a header columns are numbers", "#1", e);
        }
        throw new UsageError("the mapping is wrong", name, "columns are numbered from 1", "#1");
    }

    private InstanceRow instance(Line line, Columns columns) {
        long arrives = time(line, columns.arrival());
        Optional<Column> cpu = columns.of("cpu");
        Optional<Column> memory = columns.of("memory");
        Optional<Column> priority = columns.of("priority");
        return new InstanceRow(
                columns.of("id").map(line::text).orElse(Long.toString(line.place().number())),
                arrives,
                departs(line, columns, arrives),
                cpu.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(
                                Numbers.cpuMillis(
                                        line.number(cpu.get()) * mapping.coresPerUnit(),
                                        line.at(cpu.get()))),
                memory.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                Numbers.memoryBytes(
                                        line.number(memory.get()),
                                        mapping.bytesPerUnit(),
                                        line.at(memory.get()))),
                priority.isEmpty() ? 0 : wholeNumber(line, priority.get()),
                0);
    }

    private long departs(Line line, Columns columns, long arrives) {
        Optional<Column> departure = columns.of("departure");
        Optional<Column> column = departure.isPresent() ? departure : columns.of("duration");
        if (column.isEmpty()) {
            return InstanceRow.NEVER;
        }
        OptionalDouble value = line.numberIfAny(column.get());
        if (value.isEmpty()) {
            return InstanceRow.NEVER;
        }
        long nanos =
                Numbers.nanos(value.getAsDouble(), mapping.nanosPerUnit(), line.at(column.get()));
        if (departure.isPresent()) {
            return nanos;
        }
        if (nanos > 0 && arrives > 0 && nanos > Long.MAX_VALUE - 1 - arrives) {
            throw line.at(column.get()).error("the end is no time", "check the unit of times");
        }
        return arrives + nanos;
    }

    private long time(Line line, Column column) {
        return Numbers.nanos(line.number(column), mapping.nanosPerUnit(), line.at(column));
    }

    private static int wholeNumber(Line line, Column column) {
        double value = line.number(column);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw line.at(column).error(value + " is no whole number", "priorities are");
        }
        return (int) value;
    }
}
