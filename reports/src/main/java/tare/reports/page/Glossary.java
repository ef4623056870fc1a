package tare.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tare.reports.figure.Table;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.RunReading;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.Label;

/** What the words of the page mean: those classes and labels alone that are in the run. */
final class Glossary {

    private Glossary() {}

    static Section section(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        TreeSet<BackendClass> kinds = new TreeSet<>();
        TreeSet<Label> labels = new TreeSet<>();
        for (Cell cell : reading.run().cells()) {
            kinds.add(cell.backendClass());
            labels.addAll(cell.labels());
        }
        if (kinds.isEmpty()) {
            return new Section("glossary", "", "", List.of(), List.of(), List.of());
        }
        rows.add(row("start", "from a launch's first system call until the instance's own byte"));
        rows.add(row("p50, p99", "half, or 99 of 100, of all launches were at most this long"));
        rows.add(
                row("n, rounds", "samples, and the rounds that they came in; rounds are compared"));
        rows.add(row("95 % interval", "what holds the true value in 95 of 100 such runs"));
        rows.add(row("overhead", "time of the same work inside, over that in a process"));
        kinds.forEach(kind -> rows.add(row("class " + kind.id(), meaning(kind))));
        labels.forEach(label -> rows.add(row("label " + label.id(), meaning(label))));
        return new Section(
                "glossary",
                "What do the words mean?",
                "",
                List.of(),
                List.of(new Table("Glossary", "word", List.of(Column.words("meaning")), rows)),
                List.of());
    }

    private static Row row(String word, String meaning) {
        return Row.of(word, List.of(), List.of(meaning));
    }

    private static String meaning(BackendClass kind) {
        return switch (kind) {
            case PROCESS -> "a bare process: no isolation, what all others are held against";
            case CONTAINER -> "processes behind namespaces, on the host's own kernel";
            case SANDBOX -> "a kernel in user space between the processes and the host's kernel";
            case BARE_GUEST -> "a KVM guest without operating system and devices: no machine";
            case VM -> "a machine with a kernel of its own";
            case FORKED_VM -> "a machine that goes on from another's memory";
            case STACKED -> "a container inside a guest, named X-in-Y";
        };
    }

    private static String meaning(Label label) {
        return switch (label) {
            case EMULATED -> "software played the machine: says nothing of hardware";
            case NESTED_KVM -> "KVM inside a virtual machine, with hardware assistance";
            case SOFTWARE_PAGING -> "KVM without hardware assistance";
            case STACKED -> "one isolation inside another";
            case SIMULATED -> "computed by a model, not measured";
            case PUBLISHED -> "from a publication: other hardware than this host";
            case SHARED_NETWORK -> "without a network namespace of its own";
            case NOISY -> "something else ran on the host meanwhile";
            case PARTIAL -> "the run ended early: fewer samples than planned";
            case UNPROVEN -> "the instrument's own proof failed: do not use the figure";
        };
    }
}
