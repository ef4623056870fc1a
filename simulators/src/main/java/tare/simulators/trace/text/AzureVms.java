package tare.simulators.trace.text;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tare.results.failure.UsageError;
import tare.simulators.trace.InstanceCheck;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Place;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.Source;
import tare.simulators.trace.Trace;
import tare.simulators.trace.UsageRow;

/**
 * Azure's table of VMs of 2017 or 2019: CSV without a header, eleven columns. Times in seconds,
 * memory in GB, of which 2019 tells the largest as {@code >24} cores and {@code >64} GB. A VM that
 * the trace sees to its last sample is taken to depart there. Interactive VMs have priority 1.
 *
 * <p>Source: AzurePublicDatasetV1.md and V2.md in Azure/AzurePublicDataset; Cortez et al., SOSP
 * 2017.
 */
public final class AzureVms implements Trace {

    /** The trace's own name. */
    public static final String FORMAT = "azure-vms";

    private static final double BYTES_PER_GB = 1 << 30;
    private static final Column ID = new Column(0, "vm id");
    private static final Column CREATED = new Column(3, "created");
    private static final Column DELETED = new Column(4, "deleted");
    private static final Column CATEGORY = new Column(8, "category");
    private static final Column CORES = new Column(9, "cores");
    private static final Column MEMORY = new Column(10, "memory");

    private final Source source;

    public AzureVms(Source source) {
        this.source = source;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public List<Remark> instances(Consumer<InstanceRow> rows) {
        Remarks remarks = new Remarks();
        InstanceCheck check = new InstanceCheck(rows, remarks);
        new Table(source, ',').lines(line -> vm(line, check, remarks));
        check.finish(Place.file(source.name()));
        return remarks.list();
    }

    @Override
    public List<Remark> usage(Consumer<UsageRow> rows) {
        throw new UsageError(
                "this trace has no usage",
                source.name(),
                "the table of VMs has no samples",
                "give the files of readings, as azure-readings");
    }

    private static void vm(Line line, InstanceCheck check, Remarks remarks) {
        OptionalDouble deleted = line.numberIfAny(DELETED);
        check.accept(
                new InstanceRow(
                        line.text(ID),
                        seconds(line.number(CREATED), line.at(CREATED)),
                        deleted.isEmpty()
                                ? InstanceRow.NEVER
                                : seconds(deleted.getAsDouble(), line.at(DELETED)),
                        OptionalInt.of(
                                Numbers.cpuMillis(bucket(line, CORES, remarks), line.at(CORES))),
                        OptionalLong.of(
                                Numbers.memoryBytes(
                                        bucket(line, MEMORY, remarks),
                                        BYTES_PER_GB,
                                        line.at(MEMORY))),
                        line.text(CATEGORY).equalsIgnoreCase("interactive") ? 1 : 0,
                        0),
                line.place());
    }

    private static double bucket(Line line, Column column, Remarks remarks) {
        String text = line.text(column);
        if (text.startsWith(">")) {
            remarks.count(RemarkKind.OPEN_BUCKET, line.at(column));
            return Numbers.parse(text.substring(1), line.at(column));
        }
        return Numbers.parse(text, line.at(column));
    }

    private static long seconds(double amount, Place place) {
        return Numbers.nanos(amount, Numbers.NANOS_PER_SECOND, place);
    }
}
