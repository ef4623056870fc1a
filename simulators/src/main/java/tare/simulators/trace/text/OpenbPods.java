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
 * Pods of Alibaba's cluster of 2023: CSV with a header. Times are whole seconds; CPU is in
 * thousandths of a core, memory in MiB. Latency-sensitive and guaranteed pods have priority 1, best
 * effort -1.
 *
 * <p>Source: the README of cluster-trace-gpu-v2023 in alibaba/clusterdata; Weng et al., "Beware of
 * Fragmentation", USENIX ATC 2023.
 */
public final class OpenbPods implements Trace {

    /** The trace's own name. */
    public static final String FORMAT = "alibaba-openb";

    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double PER_MILLI = 1000;

    private final Source source;

    public OpenbPods(Source source) {
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
        new Table(source, ',').linesBelow(header -> pods(header, check, remarks));
        check.finish(Place.file(source.name()));
        return remarks.list();
    }

    @Override
    public List<Remark> usage(Consumer<UsageRow> rows) {
        throw new UsageError(
                "this trace has no usage",
                source.name(),
                FORMAT + " tells what pods asked for, not what they used",
                "use planetlab, bitbrains or azure-readings");
    }

    private static Consumer<Line> pods(Header header, InstanceCheck check, Remarks remarks) {
        Column name = header.column("name");
        Column cpu = header.column("cpu_milli");
        Column memory = header.column("memory_mib");
        Column gpus = header.column("num_gpu");
        Column gpu = header.column("gpu_milli");
        Column qos = header.column("qos");
        Column created = header.column("creation_time");
        Column deleted = header.column("deletion_time");
        Column scheduled = header.column("scheduled_time");
        return line -> {
            OptionalDouble end = line.numberIfAny(deleted);
            if (line.text(scheduled).isEmpty()) {
                remarks.count(RemarkKind.NEVER_PLACED, line.at(scheduled));
            }
            check.accept(
                    new InstanceRow(
                            line.text(name),
                            seconds(line.number(created), line.at(created)),
                            end.isEmpty()
                                    ? InstanceRow.NEVER
                                    : seconds(end.getAsDouble(), line.at(deleted)),
                            OptionalInt.of(
                                    Numbers.cpuMillis(line.number(cpu) / PER_MILLI, line.at(cpu))),
                            OptionalLong.of(
                                    Numbers.memoryBytes(
                                            line.number(memory), BYTES_PER_MIB, line.at(memory))),
                            priority(line.text(qos)),
                            Numbers.cpuMillis(
                                    line.number(gpus) * line.number(gpu) / PER_MILLI,
                                    line.at(gpu))),
                    line.place());
        };
    }

    private static int priority(String qos) {
        return switch (qos) {
            case "LS", "Guaranteed" -> 1;
            case "BE" -> -1;
            default -> 0;
        };
    }

    private static long seconds(double amount, Place place) {
        return Numbers.nanos(amount, Numbers.NANOS_PER_SECOND, place);
    }
}
