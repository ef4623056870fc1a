package tare.results.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.file.ResultWriter;
import tare.results.file.Summaries;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Samples;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** Puts together what is found in a file of another tool, sample by sample. */
final class Gathering {

    /** Bounds the memory: 40 MB, thrice that while arrays grow and are copied. */
    private static final int MOST_SAMPLES = 4_000_000;

    private static final int MOST_CELLS = 50_000;

    private final Origin origin;
    private final SortedMap<CellKey, Found> cells = new TreeMap<>();
    private final SortedMap<String, String> versions = new TreeMap<>();
    private final List<Warning> warnings = new ArrayList<>();
    private int samples;

    Gathering(Origin origin) {
        this.origin = origin;
    }

    /** What a file cannot be read for. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /** One cell, as far as it is known. */
    static final class Found {
        private final BackendClass backendClass;
        private final int method;
        private final SortedSet<Label> labels;
        private final String channel;
        private final SortedMap<Integer, Growing> rounds = new TreeMap<>();
        private Outcome.@Nullable Absent absent;

        private Found(Head head) {
            this.backendClass = head.backendClass();
            this.method = head.method();
            this.labels = new TreeSet<>(head.labels());
            this.channel = head.channel();
        }
    }

    /** What is said of a cell beside its samples. */
    record Head(BackendClass backendClass, int method, SortedSet<Label> labels, String channel) {}

    /** The samples of a round. */
    private static final class Growing {
        private final int order;
        private double[] values = new double[16];
        private int count;

        Growing(int order) {
            this.order = order;
        }
    }

    /** A head for cells of which the file says nothing. */
    Head plain() {
        return new Head(origin.backendClass(), 1, new TreeSet<>(), "");
    }

    /**
     * Begins a cell, or goes on with it.
     *
     * @throws Unusable if it was begun with another head
     */
    Found cell(CellKey key, Head head) {
        Found found = cells.get(key);
        if (found == null) {
            if (cells.size() == MOST_CELLS) {
                throw new Unusable("it has more than " + MOST_CELLS + " cells");
            }
            found = new Found(head);
            cells.put(key, found);
        } else if (found.backendClass != head.backendClass()
                || found.method != head.method()
                || !found.labels.equals(head.labels())
                || !found.channel.equals(head.channel())) {
            throw new Unusable("what it says of " + key + " differs from before");
        }
        return found;
    }

    void sample(Found cell, int round, int order, double value) {
        if (++samples > MOST_SAMPLES) {
            throw new Unusable("it has more than " + MOST_SAMPLES + " samples");
        }
        Growing growing = cell.rounds.computeIfAbsent(round, number -> new Growing(order));
        if (growing.count == growing.values.length) {
            growing.values = Arrays.copyOf(growing.values, 2 * growing.count);
        }
        growing.values[growing.count++] = value;
    }

    void absent(Found cell, Outcome.Absent why) {
        cell.absent = why;
    }

    /** The version of a tool that took part; the first counts. */
    void version(String tool, String version) {
        versions.putIfAbsent(tool, version);
    }

    void discarded(String detail) {
        Warning warning = new Warning(WarningKind.DISCARDED, detail);
        if (warnings.size() < 100 && !warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    /**
     * The result.
     *
     * @param format of the file, for the plan
     * @throws InputError if nothing was found
     */
    RunResult result(String format) {
        if (cells.isEmpty()) {
            throw wrong(format, "there is no figure in it");
        }
        List<Cell> all = new ArrayList<>();
        for (Map.Entry<CellKey, Found> entry : cells.entrySet()) {
            Found found = entry.getValue();
            all.add(
                    new Cell(
                            entry.getKey(),
                            found.backendClass,
                            found.method,
                            found.labels,
                            found.channel,
                            outcome(found)));
        }
        Plan plan = plan(format, all);
        SortedMap<String, String> tools = new TreeMap<>(origin.tool().versions());
        tools.putAll(versions);
        return new RunResult(
                ResultWriter.id(plan, all),
                origin.createdAt(),
                RunState.COMPLETE,
                new Tool(
                        origin.tool().version(),
                        origin.tool().commit(),
                        origin.tool().methods(),
                        tools),
                origin.host(),
                plan,
                all,
                warnings);
    }

    /** An error of a file in this form. */
    InputError wrong(String format, String why) {
        return new InputError(
                "this is no file in the form of " + format,
                origin.name(),
                why,
                "look whether the file is whole, and --format right");
    }

    private static Outcome outcome(Found found) {
        if (found.rounds.isEmpty()) {
            return found.absent != null
                    ? found.absent
                    : new Outcome.Absent(
                            Outcome.Kind.FAILED, "the file has no samples of it", "measure again");
        }
        List<Round> rounds = new ArrayList<>();
        found.rounds.forEach(
                (number, growing) ->
                        rounds.add(
                                new Round(
                                        number,
                                        growing.order,
                                        new Samples(
                                                Arrays.copyOf(growing.values, growing.count)))));
        return new Outcome.Measured(rounds, Summaries.of(rounds));
    }

    private Plan plan(String format, List<Cell> all) {
        int rounds = 1;
        for (Cell cell : all) {
            if (cell.outcome() instanceof Outcome.Measured measured) {
                int last = measured.rounds().get(measured.rounds().size() - 1).round();
                rounds = Math.max(rounds, last == Integer.MAX_VALUE ? last : last + 1);
            }
        }
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("import.format", format);
        return new Plan(
                0,
                "imported",
                all.stream().map(cell -> cell.key().experiment()).distinct().toList(),
                all.stream().map(cell -> cell.key().backend()).distinct().toList(),
                rounds,
                parameters,
                List.of());
    }
}
