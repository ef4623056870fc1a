package tare.reports.figure;

import java.util.List;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.RunReading;
import tare.results.model.BackendClass;

/** Published start times and sizes: other hosts' figures, never ranked beside what was measured. */
public final class PublishedMarks {

    private static final String NSDI = "m5d.metal, Xeon 8175M; Agache et al., NSDI 2020, raw data";

    private static final String FIRECRACKER = "m5d.metal; Firecracker's SPECIFICATION";

    private static final String GVISOR =
            "Google Compute Engine n1-standard-4; gVisor's performance guide";

    private static final List<String> PUBLISHED = List.of("published");

    private PublishedMarks() {}

    /** Beside start times, where the run has some. */
    public static Table starts(RunReading reading) {
        List<Row> rows =
                List.of(
                        row("crun", BackendClass.CONTAINER, "16.9 ms", "/bin/true; crun's README"),
                        row("runc", BackendClass.CONTAINER, "33.4 ms", "/bin/true; crun's README"),
                        row("Firecracker", BackendClass.VM, "at most 125 ms to init", FIRECRACKER),
                        row("Cloud Hypervisor", BackendClass.VM, "p50 102, p99 110 ms", NSDI),
                        row("Firecracker, end to end", BackendClass.VM, "161, 172 ms", NSDI),
                        row("QEMU", BackendClass.VM, "244, 259 ms", NSDI),
                        row("QEMU microvm", BackendClass.VM, "582, 598 ms", NSDI),
                        row("LightVM", BackendClass.VM, "2.3 ms", "Manco et al., SOSP 2017"));
        return table("start", reading.has(RunReading.BOOT) ? rows : List.of());
    }

    /** Beside memory per instance, where the run has some. */
    public static Table memory(RunReading reading) {
        List<Row> rows =
                List.of(
                        row("runc", BackendClass.CONTAINER, "4.1 MB", GVISOR),
                        row("gVisor", BackendClass.SANDBOX, "23.7 MB", GVISOR),
                        row("Firecracker, its monitor", BackendClass.VM, "1 MiB", NSDI),
                        row("Cloud Hypervisor, its monitor", BackendClass.VM, "2 MiB", NSDI),
                        row("QEMU, its monitor", BackendClass.VM, "16 MiB", NSDI),
                        row(
                                "Kata with QEMU",
                                BackendClass.VM,
                                "117 MiB (PSS), 50 with KSM",
                                "host not stated; Kata Containers' CI"));
        return table("memory", reading.has(RunReading.FOOTPRINT) ? rows : List.of());
    }

    private static Table table(String what, List<Row> rows) {
        return new Table(
                "Published elsewhere, " + what + ": other hosts' figures, not to rank",
                "technology",
                List.of(
                        Column.words("class"),
                        Column.words("figure"),
                        Column.words("host, source")),
                rows);
    }

    private static Row row(String technology, BackendClass kind, String figure, String source) {
        return Row.of(technology, PUBLISHED, List.of(kind.id(), figure, source));
    }
}
