package tare.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.harness.run.Profile;
import tare.results.failure.UsageError;

/** {@code tare backtest}: how far off the models are on this host. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Foretells many instances from few, measures them, and prints the error.",
            "Calibrates the models on few instances, foretells memory, density, throughput of storms and "
                    + "their latency, and sets that against what is measured: the error of each quantity with its "
                    + "interval, whatever it is. Without RESULT it measures both here: a few minutes, with "
                    + "DIR/calibration.json and DIR/large/result.json to repeat it from."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare backtest                            measures here, some minutes",
            "  tare backtest --backend crun --max 500   of crun, at most 500 at once",
            "  tare backtest small.json large.json      two results of one host",
            "  tare backtest tare-out/latest --upto 50  its first 50 instances foretell",
            "                                           the others",
            "",
            "Exit codes: 0 done, however large the errors; 2 usage; 5 unreadable result, or nothing "
                    + "in it to set against each other; 6 cannot write; 7 cannot measure here."
        })
final class BacktestCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RESULT",
            arity = "0..2",
            description = "what calibrates, then what is foretold (default: measure both here)")
    private List<Path> results = new ArrayList<>();

    @Option(
            names = "--upto",
            paramLabel = "N",
            description =
                    "calibrate on so many instances and no more (default: all of the first result; of"
                            + " one result half of each ladder, a fifth of each crowd)")
    private int most;

    @Option(
            names = "--backend",
            paramLabel = "A,B",
            split = ",",
            description =
                    "what to measure where no result is given (default: process, namespace and kvm,"
                            + " as this user can have them)")
    private List<String> backends = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "quick, standard or thorough, where no result is given (default: quick)")
    private String profile = Profile.QUICK.id();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of what is measured (default: drawn)")
    private @Nullable Long seed;

    @Mixin private LoadOptions loadOptions = new LoadOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where the files go (default: tare-out/<UTC>-<id>)")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "print what would be measured; measure nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print what was made as JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (most < 0) {
            throw new UsageError(
                    "a number of instances is at least 1",
                    "--upto " + most,
                    "it is not",
                    "--upto 50");
        }
        BacktestJob job = new BacktestJob(Console.system(), json, most);
        Optional<Path> directory = Optional.ofNullable(out);
        if (results.isEmpty()) {
            return job.measure(
                    new BacktestRuns(
                            backends.isEmpty() ? BacktestRuns.defaults() : backends,
                            Profiles.parse(profile),
                            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                            loadOptions.parameters()),
                    directory,
                    dryRun);
        }
        return job.compare(results.get(0), results.get(results.size() - 1), directory, dryRun);
    }
}
