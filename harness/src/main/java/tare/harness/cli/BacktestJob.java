package tare.harness.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.run.BacktestCells;
import tare.harness.run.OutputDirectory;
import tare.harness.run.Profile;
import tare.harness.run.RunRequest;
import tare.harness.run.Workplace;
import tare.results.failure.ExitCode;
import tare.results.failure.InputError;
import tare.results.file.ResultReader;
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

    /** Few instances, from which the others are foretold, and many. */
    private static final String FEW = "0,10,20,40";

    private static final String MANY = "0,100,200,400";
    private static final int FEWEST_MANY = 40;

    private final Console console;
    private final boolean json;
    private final int most;

    /**
     * @param most instances to calibrate on, 0 for half of what there are
     */
    BacktestJob(Console console, boolean json, int most) {
        this.console = console;
        this.json = json;
        this.most = most;
    }

    /** Measures few, then many, and sets them against each other. */
    int measure(
            List<String> backends,
            Profile profile,
            OptionalLong seed,
            Optional<Path> out,
            boolean dryRun) {
        List<String> many = new ArrayList<>();
        for (String experiment : List.of("footprint", "density", "storm")) {
            if (new Wiring().experimentNames().contains(experiment)) {
                many.add(experiment);
            }
        }
        RunRequest small = request(List.of("boot", "footprint"), backends, profile, seed, FEW);
        RunRequest large = request(many, backends, profile, seed, MANY);
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        if (dryRun) {
            MainJob job = new MainJob(console, json);
            int code = job.dryRun(small, Optional.of(directory.resolve("small")));
            return code != 0 ? code : job.dryRun(large, Optional.of(directory.resolve("large")));
        }
        Path first = directory.resolve("small");
        Path second = directory.resolve("large");
        for (boolean few : new boolean[] {true, false}) {
            int code =
                    new MainJob(console, false)
                            .run(
                                    few ? small : large,
                                    Optional.of(few ? first : second),
                                    false,
                                    Workplace.Sharing.REFUSE);
            if (code != ExitCode.DONE.code() && code != ExitCode.CELL_FAILED.code()) {
                return code;
            }
        }
        return backtest(
                read(first),
                read(second),
                directory.resolve("errors"),
                most == 0 ? FEWEST_MANY : most);
    }

    private static RunRequest request(
            List<String> experiments,
            List<String> backends,
            Profile profile,
            OptionalLong seed,
            String ladder) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("footprint.ladder", ladder);
        return new RunRequest(
                experiments,
                backends,
                List.of(),
                profile,
                OptionalInt.empty(),
                seed,
                "auto",
                parameters);
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
        return backtest(few, many, directory, most);
    }

    private static RunResult read(Path given) {
        return new ResultReader().read(SimulateJob.resultFile(given)).result();
    }

    private int backtest(RunResult small, RunResult large, Path directory, int upTo) {
        requireSameHost(small, large);
        Backtest backtest = Backtest.of(small, large, upTo);
        if (backtest.verdicts().isEmpty()) {
            throw new InputError(
                    "there is nothing to set against each other",
                    "backtest",
                    backtest.unjudged().isEmpty()
                            ? "no backend has memory of more than "
                                    + backtest.most()
                                    + " instances, or a storm, in the second result and what"
                                    + " foretells it in the first"
                            : String.join("; ", backtest.unjudged()),
                    "tare backtest measures both; or --upto N below the largest number");
        }
        Plan plan = BacktestCells.plan(small, large, backtest);
        RunHeader header =
                ModelPublisher.header(plan, BacktestCells.EXPERIMENT, BacktestCells.METHOD);
        OutputDirectory.claim(directory, false);
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
