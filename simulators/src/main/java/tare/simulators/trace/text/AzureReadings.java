package tare.simulators.trace.text;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tare.results.failure.UsageError;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Remark;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.Source;
import tare.simulators.trace.Trace;
import tare.simulators.trace.UsageCheck;
import tare.simulators.trace.UsageRow;

/**
 * Azure's readings of CPU of 2017 or 2019: CSV without a header; time in seconds, VM, and least,
 * most and mean use in per cent over the five minutes that begin then.
 *
 * <p>Source: AzurePublicDatasetV1.md and V2.md in Azure/AzurePublicDataset.
 */
public final class AzureReadings implements Trace {

    /** The trace's own name. */
    public static final String FORMAT = "azure-readings";

    private static final double PERCENT = 100;
    private static final long EVERY_NANOS = 300 * Numbers.NANOS_PER_SECOND;
    private static final Column TIME = new Column(0, "timestamp");
    private static final Column ID = new Column(1, "vm id");
    private static final Column MEAN = new Column(4, "average CPU");

    private final List<Source> sources;

    /**
     * @param sources the files in the order of time
     */
    public AzureReadings(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public List<Remark> instances(Consumer<InstanceRow> rows) {
        throw new UsageError(
                "this trace has no instances",
                sources.isEmpty() ? FORMAT : sources.get(0).name(),
                "readings tell what VMs used, not what they asked for",
                "give the table of VMs, as azure-vms");
    }

    @Override
    public List<Remark> usage(Consumer<UsageRow> rows) {
        Remarks remarks = new Remarks();
        UsageCheck check = new UsageCheck(rows, remarks);
        for (Source source : sources) {
            new Table(source, ',').lines(line -> reading(line, check));
        }
        return remarks.list();
    }

    private static void reading(Line line, UsageCheck check) {
        OptionalDouble percent = line.numberIfAny(MEAN);
        check.accept(
                line.text(ID),
                Numbers.nanos(line.number(TIME), Numbers.NANOS_PER_SECOND, line.at(TIME)),
                EVERY_NANOS,
                percent.isEmpty() ? percent : OptionalDouble.of(percent.getAsDouble() / PERCENT),
                line.at(MEAN));
    }
}
