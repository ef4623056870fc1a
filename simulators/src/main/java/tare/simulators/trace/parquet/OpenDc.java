package tare.simulators.trace.parquet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
import tare.simulators.trace.Trace;
import tare.simulators.trace.UsageCheck;
import tare.simulators.trace.UsageRow;

/**
 * A trace as OpenDC publishes it, for example Bitbrains' and SURF's: a folder with {@code
 * tasks.parquet} and {@code fragments.parquet}, or of older ones {@code meta.parquet} and {@code
 * trace.parquet}. CPU capacity is that of all cores of a task together.
 *
 * <p>Memory is left out, and counted, unless its unit is given: OpenDC documents MB, while the
 * values of Bitbrains' are plausible as KB alone.
 *
 * <p>Source: opendc-trace in atlarge-research/opendc.
 */
public final class OpenDc implements Trace {

    /** The trace's own name. */
    public static final String FORMAT = "opendc";

    private static final List<String> TASKS =
            List.of("id", "submission_time", "duration", "cpu_count", "mem_capacity");
    private static final List<String> META =
            List.of("id", "start_time", "stop_time", "cpu_count", "mem_capacity");

    private final Path folder;
    private final MemoryUnit unit;

    /** What {@code mem_capacity} counts. */
    public enum MemoryUnit {
        UNSETTLED(0),
        KIB(1L << 10),
        MIB(1L << 20);

        private final long bytes;

        MemoryUnit(long bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * @param folder with the pair of files
     */
    public OpenDc(Path folder, MemoryUnit unit) {
        this.folder = folder;
        this.unit = unit;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public List<Remark> instances(Consumer<InstanceRow> rows) {
        Remarks remarks = new Remarks();
        InstanceCheck check = new InstanceCheck(rows, remarks);
        boolean old = isOld();
        Path file = folder.resolve(old ? "meta.parquet" : "tasks.parquet");
        instances(new Columns(file), old, unit, check, remarks);
        check.finish(Place.file(file.toString()));
        return remarks.list();
    }

    /** The rows of a file of instances. */
    static void instances(
            Columns columns, boolean old, MemoryUnit unit, InstanceCheck check, Remarks remarks) {
        columns.rows(
                old ? META : TASKS,
                row -> {
                    long start = row.nanos(1);
                    long end =
                            old
                                    ? row.nanos(2)
                                    : start
                                            + Numbers.nanos(
                                                    row.number(2),
                                                    Numbers.NANOS_PER_MILLI,
                                                    row.at(2));
                    check.accept(
                            new InstanceRow(
                                    row.text(0),
                                    start,
                                    end,
                                    OptionalInt.of(Numbers.cpuMillis(row.number(3), row.at(3))),
                                    memory(row, unit, remarks),
                                    0,
                                    0),
                            row.place());
                });
    }

    private static OptionalLong memory(Row row, MemoryUnit unit, Remarks remarks) {
        if (unit == MemoryUnit.UNSETTLED) {
            remarks.count(RemarkKind.MEMORY_UNIT_UNSETTLED, row.at(4));
            return OptionalLong.empty();
        }
        return OptionalLong.of(Numbers.memoryBytes(row.number(4), (double) unit.bytes, row.at(4)));
    }

    @Override
    public List<Remark> usage(Consumer<UsageRow> rows) {
        Remarks remarks = new Remarks();
        UsageCheck check = new UsageCheck(rows, remarks);
        if (isOld()) {
            samples(
                    new Columns(folder.resolve("trace.parquet")),
                    tasks("meta.parquet", "start_time"),
                    check);
        } else {
            fragments(
                    new Columns(folder.resolve("fragments.parquet")),
                    tasks("tasks.parquet", "submission_time"),
                    check);
        }
        return remarks.list();
    }

    /** What the samples of a task need of it. */
    static final class Task {
        private final double capacityMegahertz;
        private long reachedNanos;

        Task(double capacityMegahertz, long startNanos) {
            this.capacityMegahertz = capacityMegahertz;
            this.reachedNanos = startNanos;
        }
    }

    private Map<String, Task> tasks(String file, String start) {
        Map<String, Task> tasks = new HashMap<>();
        new Columns(folder.resolve(file))
                .rows(
                        List.of("id", start, "cpu_capacity"),
                        row -> tasks.put(row.text(0), new Task(row.number(2), row.nanos(1))));
        return tasks;
    }

    /** Of older traces: each sample with the time of its end. */
    static void samples(Columns columns, Map<String, Task> tasks, UsageCheck check) {
        columns.rows(
                List.of("id", "timestamp", "duration", "cpu_usage"),
                row -> {
                    long duration = duration(row, 2);
                    sample(row, tasks, 3, row.nanos(1) - duration, duration, check);
                });
    }

    /** Each sample begins where the task's last one ended. */
    static void fragments(Columns columns, Map<String, Task> tasks, UsageCheck check) {
        columns.rows(
                List.of("id", "duration", "cpu_usage"),
                row -> {
                    Task task = task(row, tasks);
                    long duration = duration(row, 1);
                    sample(row, tasks, 2, task.reachedNanos, duration, check);
                    task.reachedNanos = Numbers.later(task.reachedNanos, duration, row.at(1));
                });
    }

    private static void sample(
            Row row,
            Map<String, Task> tasks,
            int usage,
            long startNanos,
            long durationNanos,
            UsageCheck check) {
        double capacity = task(row, tasks).capacityMegahertz;
        OptionalDouble used = row.numberIfAny(usage);
        check.accept(
                row.text(0),
                startNanos,
                durationNanos,
                used.isEmpty() || !(capacity > 0)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(used.getAsDouble() / capacity),
                row.at(usage));
    }

    private static Task task(Row row, Map<String, Task> tasks) {
        @Nullable Task task = tasks.get(row.text(0));
        if (task == null) {
            throw row.at(0).error("there is no such instance", "do the two files belong together?");
        }
        return task;
    }

    private static long duration(Row row, int field) {
        return Numbers.nanos(row.number(field), Numbers.NANOS_PER_MILLI, row.at(field));
    }

    private boolean isOld() {
        if (Files.isRegularFile(folder.resolve("tasks.parquet"))) {
            return false;
        }
        if (Files.isRegularFile(folder.resolve("meta.parquet"))) {
            return true;
        }
        throw Place.file(folder.toString())
                .error(
                        "it has neither tasks.parquet nor meta.parquet",
                        "give the folder of a trace of OpenDC's");
    }
}
