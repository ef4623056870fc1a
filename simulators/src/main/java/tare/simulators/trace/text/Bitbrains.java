package tare.simulators.trace.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tare.simulators.trace.InstanceCheck;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Place;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.Source;
import tare.simulators.trace.Trace;
import tare.simulators.trace.UsageCheck;
import tare.simulators.trace.UsageRow;

/**
 * Bitbrains as the Grid Workloads Archive has it (GWA-T-12): a folder with one CSV for each VM,
 * fields separated by semicolons, a header that names units, a line for each five minutes. A VM
 * arrives with its first line and departs after its last; it asked for the most that any of its
 * lines says. Units are taken from the header, but for times: where they can only be seconds they
 * are, and it is counted.
 *
 * <p>Source: Shen, van Beek, Iosup, "Statistical Characterization of Business-Critical Workloads
 * Hosted in Cloud Datacenters", CCGrid 2015.
 */
public final class Bitbrains implements Trace {

    /** The trace's own name. */
    public static final String FORMAT = "bitbrains";

    private static final long EVERY_NANOS = 300 * Numbers.NANOS_PER_SECOND;
    private static final double PERCENT = 100;

    /** In milliseconds this would be March 1973: before there were such traces. */
    private static final double LEAST_MILLIS = 1e11;

    private static final Map<String, Double> BYTES =
            Map.of(
                    "B", 1.0,
                    "KB", (double) (1L << 10),
                    "MB", (double) (1L << 20),
                    "GB", (double) (1L << 30));

    private final Path folder;

    /**
     * @param folder with one file for each VM
     */
    public Bitbrains(Path folder) {
        this.folder = folder;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public List<Remark> instances(Consumer<InstanceRow> rows) {
        Remarks remarks = new Remarks();
        InstanceCheck check = new InstanceCheck(rows, remarks);
        for (Path file : Folder.files(folder)) {
            vm(Source.of(file), id(file), check, remarks);
        }
        check.finish(Place.file(folder.toString()));
        return remarks.list();
    }

    @Override
    public List<Remark> usage(Consumer<UsageRow> rows) {
        Remarks remarks = new Remarks();
        UsageCheck check = new UsageCheck(rows, remarks);
        for (Path file : Folder.files(folder)) {
            series(Source.of(file), id(file), check, remarks);
        }
        return remarks.list();
    }

    private static String id(Path file) {
        String name = Folder.name(file);
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** What one file says of its VM. */
    static void vm(Source source, String id, InstanceCheck check, Remarks remarks) {
        Widest widest = new Widest();
        new Table(source, ';')
                .linesBelow(
                        header -> {
                            Column cores = header.column("CPU cores");
                            Column memory = header.withUnit("Memory capacity provisioned");
                            double bytes = bytesPerUnit(header);
                            Times times = new Times(header, remarks);
                            return line -> {
                                widest.add(
                                        times.nanos(line),
                                        Numbers.cpuMillis(line.number(cores), line.at(cores)),
                                        Numbers.memoryBytes(
                                                line.number(memory), bytes, line.at(memory)));
                            };
                        });
        Place place = Place.file(source.name());
        if (widest.samples == 0) {
            throw place.error("it has a header alone", "leave the file out");
        }
        check.accept(
                new InstanceRow(
                        id,
                        widest.first,
                        widest.last + EVERY_NANOS,
                        OptionalInt.of(widest.cpuMillis),
                        OptionalLong.of(widest.memoryBytes),
                        0,
                        0),
                place);
    }

    /** The samples of one file. */
    static void series(Source source, String id, UsageCheck check, Remarks remarks) {
        new Table(source, ';')
                .linesBelow(
                        header -> {
                            Column used = header.column("CPU usage [%]");
                            Times times = new Times(header, remarks);
                            return line -> {
                                OptionalDouble percent = line.numberIfAny(used);
                                check.accept(
                                        id,
                                        times.nanos(line),
                                        EVERY_NANOS,
                                        percent.isEmpty()
                                                ? percent
                                                : OptionalDouble.of(
                                                        percent.getAsDouble() / PERCENT),
                                        line.at(used));
                            };
                        });
    }

    private static double bytesPerUnit(Header header) {
        String unit = header.unit("Memory capacity provisioned").orElse("");
        @Nullable Double bytes = BYTES.get(unit.toUpperCase(Locale.ROOT));
        if (bytes == null) {
            throw header.place()
                    .at("Memory capacity provisioned")
                    .error(
                            "the header gives '" + unit + "' as its unit",
                            "B, KB, MB or GB are understood");
        }
        return bytes;
    }

    /** The column of times, in a unit that the first of them shows. */
    private static final class Times {

        private final Column column;
        private final boolean saysMillis;
        private final Remarks remarks;
        private double nanosPerUnit;

        Times(Header header, Remarks remarks) {
            column = header.withUnit("Timestamp");
            saysMillis = header.unit("Timestamp").orElse("").equals("MS");
            this.remarks = remarks;
        }

        long nanos(Line line) {
            double value = line.number(column);
            if (nanosPerUnit == 0) {
                boolean millis = saysMillis && value >= LEAST_MILLIS;
                nanosPerUnit = millis ? Numbers.NANOS_PER_MILLI : Numbers.NANOS_PER_SECOND;
                if (saysMillis && !millis) {
                    remarks.count(RemarkKind.SECONDS_FOR_MILLISECONDS, line.at(column));
                }
            }
            return Numbers.nanos(value, nanosPerUnit, line.at(column));
        }
    }

    /** The most that any line says. */
    private static final class Widest {

        private long samples;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private int cpuMillis;
        private long memoryBytes;

        void add(long nanos, int cpu, long memory) {
            samples++;
            first = Math.min(first, nanos);
            last = Math.max(last, nanos);
            cpuMillis = Math.max(cpuMillis, cpu);
            memoryBytes = Math.max(memoryBytes, memory);
        }
    }
}
