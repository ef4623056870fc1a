package tare.harness.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.run.BacktestCells;
import tare.harness.run.OutputDirectory;
import tare.harness.run.RunRequest;
import tare.harness.run.Workplace;
import tare.results.failure.ExitCode;
import tare.results.failure.InputError;
import tare.results.file.Merge;
import tare.results.file.ResultReader;
import tare.results.file.ResultWriter;
import tare.results.file.RunHeader;
import tare.results.file.RunJournal;
import tare.results.model.HostFact;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Unit;
import tare.simulators.backtest.Backtest;
import tare.simulators.backtest.Verdict;

/** What {@code tare backtest} does. */
final class BacktestJob {

    private static final String ROW = "%-14s %-34s %12s %12s %9s %20s  %s%n";
    private static final double PERCENT = 100;

    /** Below the directory of a back-test that measures. */
    private static final String SMALL = "small";

    private static final String LOW = "low";
    private static final String LARGE = "large";
    private static final String CALIBRATION = "calibration.json";

    private final Console console;
    private final boolean json;
    private final int most;
    private int code;

    /**
     * @param most instances to calibrate on, 0 for what {@link Backtest} does
     */
    BacktestJob(Console console, boolean json, int most) {
        this.console = console;
        this.json = json;
        this.most = most;
    }

    /** Measures few, foretells, measures many, and sets them against each other. */
    int measure(BacktestRuns runs, Optional<Path> out, boolean dryRun) {
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        // What this command prints is its own answer; the runs' words go beside it.
        Console beside = new Console(console.err(), console.err(), console.interactive());
        if (dryRun) {
            MainJob job = new MainJob(console, json);
            int code = job.dryRun(runs.few(), Optional.of(directory.resolve(SMALL)));
            return code != 0
                    ? code
                    : job.dryRun(runs.many(new TreeMap<>()), Optional.of(directory.resolve(LARGE)));
        }
        OutputDirectory.claim(directory, false);
        Optional<RunResult> few = run(beside, runs.few(), directory.resolve(SMALL));
        if (few.isEmpty()) {
            return code;
        }
        SortedMap<String, String> rates = BacktestRuns.lowRates(few.get());
        RunResult small = few.get();
        if (!rates.isEmpty()) {
            Optional<RunResult> low = run(beside, runs.low(rates), directory.resolve(LOW));
            if (low.isEmpty()) {
                return code;
            }
            SortedMap<String, RunResult> both = new TreeMap<>();
            both.put(SMALL, small);
            both.put(LOW, low.get());
            small = Merge.of(both);
        }
        new ResultWriter().write(small, directory.resolve(CALIBRATION));
        SortedMap<String, String> floors = runs.floors(small);
        beside.err().print(runs.words(small, floors));
        Optional<RunResult> large = run(beside, runs.many(floors), directory.resolve(LARGE));
        if (large.isEmpty()) {
            return code;
        }
        return backtest(small, large.get(), directory, most);
    }

    /** What a run came to; none if it was ended or could not begin, which its exit code says. */
    private Optional<RunResult> run(Console beside, RunRequest request, Path directory) {
        code =
                new MainJob(beside, false)
                        .run(request, Optional.of(directory), false, Workplace.Sharing.REFUSE);
        return code == ExitCode.DONE.code() || code == ExitCode.CELL_FAILED.code()
                ? Optional.of(read(directory))
                : Optional.empty();
    }

    /** Sets two results against each other. */
    int compare(Path small, Path large, Optional<Path> out, boolean dryRun) {
        RunResult few = read(small);
        RunResult many = read(large);
        if (dryRun) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            "Would set %d quantities of %s against each other%n",
                            Backtest.of(few, many, most).verdicts().size(),
                            large);
            return ExitCode.DONE.code();
        }
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        requireSameHost(few, many);
        OutputDirectory.claim(directory, false);
        return backtest(few, many, directory, most);
    }

    private static RunResult read(Path given) {
        return new ResultReader().read(SimulateJob.resultFile(given)).result();
    }

    private int backtest(RunResult small, RunResult large, Path directory, int upTo) {
        Backtest backtest = Backtest.of(small, large, upTo);
        if (backtest.verdicts().isEmpty()) {
            throw new InputError(
                    "there is nothing to set against each other",
                    "backtest",
                    backtest.unjudged().isEmpty()
                            ? "no backend has memory of more instances, or a storm, in the second"
                                    + " result and what foretells it in the first"
                            : String.join("; ", backtest.unjudged()),
                    "tare backtest measures both; or --upto N below the largest number");
        }
        Plan plan = BacktestCells.plan(small, large, backtest);
        RunHeader header =
                ModelPublisher.header(plan, BacktestCells.EXPERIMENT, BacktestCells.METHOD);
        RunResult result;
        try (RunJournal journal =
                RunJournal.create(
                        directory,
                        new RunHeader(header.createdAt(), header.tool(), large.host(), plan))) {
            result = BacktestCells.record(backtest, journal);
        }
        OutputDirectory.linkLatest(directory);
        return new ModelPublisher(console, json)
                .publish(result, directory, () -> text(backtest))
                .code();
    }

    /** Another host's few say nothing of this one's many. */
    private static void requireSameHost(RunResult small, RunResult large) {
        if (!small.host().fingerprint().equals(large.host().fingerprint())) {
            throw new InputError(
                    "the results are of two hosts",
                    "backtest",
                    small.host().value(HostFact.CPU_MODEL)
                            + " with kernel "
                            + small.host().value(HostFact.KERNEL_RELEASE)
                            + ", and "
                            + large.host().value(HostFact.CPU_MODEL)
                            + " with kernel "
                            + large.host().value(HostFact.KERNEL_RELEASE),
                    "give two results of one host");
        }
    }

    private static String text(Backtest backtest) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "backend",
                        "quantity",
                        "foretold",
                        "measured",
                        "error",
                        "95 % interval",
                        "aim"));
        for (Verdict each : backtest.verdicts()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            each.backend(),
                            each.quantity(),
                            figure(each, each.predicted().value()),
                            figure(each, each.measured().value()),
                            percent(each.error()),
                            percent(each.low()) + " to " + percent(each.high()),
                            String.format(
                                    Locale.ROOT,
                                    "%.0f %%: %s",
                                    PERCENT * each.aim(),
                                    each.met() ? "met" : "missed")));
        }
        backtest.unjudged().forEach(why -> text.append("Not judged: ").append(why).append('\n'));
        return text.toString();
    }

    private static String figure(Verdict verdict, double value) {
        Unit unit = verdict.metric().unit();
        return unit == Unit.BYTES
                ? Quantity.bytes(value)
                : unit == Unit.NANOSECONDS
                        ? Quantity.nanos(value)
                        : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%+.1f %%", PERCENT * part);
    }
}
