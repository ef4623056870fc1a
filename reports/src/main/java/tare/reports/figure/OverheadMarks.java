package tare.reports.figure;

import java.util.List;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.OverheadReading;

/** Published figures of overhead: other hosts', never ranked beside what was measured here. */
public final class OverheadMarks {

    private static final String IBM =
            "2 × Xeon E5-2665, Ubuntu 13.10, KVM of 2014; Felter et al., IBM RC25482 (2014)";

    private static final String GVISOR =
            "Google Compute Engine n1-standard-4; gVisor's performance guide";

    private static final List<String> PUBLISHED = List.of("published");

    private OverheadMarks() {}

    /** The marks, where the run has anything to stand beside them. */
    public static Table beside(OverheadReading reading) {
        List<Row> rows =
                reading.works().isEmpty()
                        ? List.of()
                        : List.of(
                                row("Docker", "Linpack", "no difference", IBM),
                                row("KVM, tuned", "Linpack", "2 % slower", IBM),
                                row("KVM, untuned", "Linpack", "17 % slower", IBM),
                                row("runc", "cheapest system call", "1.94 µs", GVISOR),
                                row("gVisor, ptrace", "cheapest system call", "38.2 µs", GVISOR),
                                row("gVisor, KVM", "cheapest system call", "0.76 µs", GVISOR));
        return new Table(
                "Published elsewhere: other hosts' figures, to stand beside and not to rank",
                "technology",
                List.of(Column.words("work"), Column.words("figure"), Column.words("host, source")),
                rows);
    }

    private static Row row(String technology, String work, String figure, String source) {
        return Row.of(technology, PUBLISHED, List.of(work, figure, source));
    }
}
