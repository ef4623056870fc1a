package tare.reports.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;

/** The experiment {@code overhead}: what the same work takes in each backend, against a process. */
public final class OverheadReading {

    public static final String OVERHEAD = "overhead";

    /** Of payload code in a bare guest: which ring it ran in, where not in the usual one. */
    private static final String RING = "ring";

    /** The parameter that says where payload code ran, where not in an instance. */
    public static final String PLACE = "place";

    /** Where payload code ran as a thread of Tare's, without any instance. */
    private static final String THREAD = "thread";

    private final RunReading reading;
    private final List<Cell> scores;
    private final List<Work> works;
    private final Map<Asked, Cell> cells = new HashMap<>();
    private final Map<Asked, Optional<Entry>> entries = new HashMap<>();
    private final Map<String, Optional<RoundRatios.Mean>> means = new HashMap<>();

    public OverheadReading(RunReading reading) {
        this.reading = reading;
        this.scores =
                reading.run().cells().stream()
                        .filter(cell -> cell.key().experiment().equals(OVERHEAD))
                        .filter(cell -> cell.key().metric() == Metric.OVERHEAD_SCORE)
                        .toList();
        TreeSet<Work> measured = new TreeSet<>();
        for (Cell cell : scores) {
            if (!isElsewhere(cell.key())) {
                cells.putIfAbsent(new Asked(work(cell), cell.key().backend()), cell);
                if (RunReading.measured(cell).isPresent()) {
                    measured.add(work(cell));
                }
            }
        }
        this.works = List.copyOf(measured);
    }

    /** Work with the parameters that belong to it. */
    public record Work(String workload, SortedMap<String, String> parameters)
            implements Comparable<Work> {

        /** A name for tables and figures: {@code pointer-chase 64MiB}. */
        public String name() {
            return parameters.isEmpty()
                    ? workload
                    : workload + " " + String.join(" ", parameters.values());
        }

        @Override
        public int compareTo(Work other) {
            return Comparator.comparing(Work::workload)
                    .thenComparing(work -> work.parameters().toString(), Sizes.ORDER)
                    .compare(this, other);
        }
    }

    /**
     * How a backend does the work.
     *
     * @param nanos median of the rounds' medians, per operation
     * @param ratio how many times as long as in a process
     * @param interval of the ratio; none from one round
     * @param bound no difference larger than this share could have been missed; 0.03 is 3 %
     * @param rounds that both have
     */
    public record Entry(
            double nanos, double ratio, Optional<Interval> interval, double bound, int rounds) {

        /** Whether the interval lies above 1: slower, beyond the noise. */
        public boolean slower() {
            return interval.isPresent() && interval.get().low() > 1;
        }

        /** Whether the interval lies below 1. */
        public boolean faster() {
            return interval.isPresent() && interval.get().high() < 1;
        }
    }

    /** All work of the run, in the order of names. */
    public List<Work> works() {
        return works;
    }

    /** Backends other than the process that have cells of this experiment, in the page's order. */
    public List<Subject> subjects() {
        return reading.subjects().stream()
                .filter(subject -> subject.kind() != BackendClass.PROCESS)
                .filter(
                        subject ->
                                scores.stream()
                                        .anyMatch(c -> c.key().backend().equals(subject.key())))
                .toList();
    }

    /** The bare process, if the run has it. */
    public Optional<Subject> process() {
        return reading.subjects().stream()
                .filter(subject -> subject.kind() == BackendClass.PROCESS)
                .findFirst();
    }

    /** The cell of a backend for a work, measured or not. */
    public Optional<Cell> cell(Work work, Subject subject) {
        return Optional.ofNullable(cells.get(new Asked(work, subject.key())));
    }

    /** The work in a backend against the same in a process; empty where either is missing. */
    public Optional<Entry> entry(Work work, Subject subject) {
        return entries.computeIfAbsent(new Asked(work, subject.key()), any -> found(work, subject));
    }

    /** Resampling is dear, and several parts of a page ask for the same. */
    private record Asked(Work work, String backend) {}

    private Optional<Entry> found(Work work, Subject subject) {
        Optional<Cell> own = cell(work, subject);
        return process()
                .flatMap(process -> cell(work, process))
                .flatMap(reference -> own.flatMap(cell -> against(reference, cell)));
    }

    /**
     * The geometric mean over all work that both did, against another backend; empty if there is
     * none.
     */
    public Optional<RoundRatios.Mean> mean(Subject reference, Subject subject) {
        return means.computeIfAbsent(
                reference.key() + "\n" + subject.key(),
                any -> RoundRatios.overhead(this, reference, subject));
    }

    /** Payload code in any of its places, the thread among them: the instrument beside itself. */
    public List<Cell> elsewhere() {
        return scores.stream().filter(cell -> isElsewhere(cell.key())).toList();
    }

    /** Whether a cell is of the thread that has no instance. */
    public static boolean isThread(CellKey key) {
        return THREAD.equals(key.parameters().get(PLACE));
    }

    /** Median over the rounds of a score. */
    public static Optional<Double> nanos(Cell cell) {
        return RunReading.measured(cell)
                .map(
                        found ->
                                Estimates.median(
                                        medians(found).values().stream()
                                                .mapToDouble(value -> value)
                                                .toArray()));
    }

    private static Optional<Entry> against(Cell reference, Cell cell) {
        Optional<Outcome.Measured> theirs = RunReading.measured(reference);
        Optional<Outcome.Measured> own = RunReading.measured(cell);
        if (theirs.isEmpty() || own.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<Integer, Double> base = medians(theirs.get());
        List<double[]> pairs = new ArrayList<>();
        for (Map.Entry<Integer, Double> round : medians(own.get()).entrySet()) {
            Double against = base.get(round.getKey());
            if (against != null && against > 0 && round.getValue() > 0) {
                pairs.add(new double[] {against, round.getValue()});
            }
        }
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        Estimates.Ratio ratio = Estimates.ratio(cell.key(), pairs);
        double nanos = Estimates.median(pairs.stream().mapToDouble(pair -> pair[1]).toArray());
        return Optional.of(
                new Entry(nanos, ratio.value(), ratio.interval(), ratio.bound(), pairs.size()));
    }

    /** Each round's median: a round is one fork, the unit of the statistics. */
    static SortedMap<Integer, Double> medians(Outcome.Measured measured) {
        SortedMap<Integer, Double> medians = new TreeMap<>();
        for (Round round : measured.rounds()) {
            if (round.samples().count() > 0) {
                medians.put(round.round(), Estimates.median(round.samples().values()));
            }
        }
        return medians;
    }

    /** Whether code ran in another place of the backend than its instances' usual one. */
    private static boolean isElsewhere(CellKey key) {
        return isThread(key) || key.parameters().containsKey(RING);
    }

    private static Work work(Cell cell) {
        return new Work(cell.key().workload(), cell.key().parameters());
    }
}
