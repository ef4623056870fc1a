package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tare.harness.run.Profile;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.scenario.file.FleetFiles;

/** {@code tare plan}: the cheapest fleet within an SLA. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Names the cheapest technology, host, policy and overcommit that keep an SLA.",
            "Says by how much, why the others lose, and which promise costs what. Needs nothing of this host."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare plan                                the embedded fleet, as published",
            "  tare plan --calibrate tare-out/latest    as measured here",
            "  tare plan --sla start-p99=500ms --sla cpu-contention=1% \\",
            "            --sla memory-risk=1e-4 --sla isolation=vm",
            "  tare plan --show > fleet.yaml; tare plan --fleet fleet.yaml",
            "  tare plan --fleet tare-out/latest/result.json    the same again, byte by byte",
            "",
            "An SLA that cannot be kept is named with the nearest value that can; that is an answer "
                    + "too (0). Exit codes: 0 answered; 2 usage, and SLAs that cannot be read; 5 unreadable "
                    + "input; 6 cannot write."
        })
final class PlanCommand implements Callable<Integer> {

    @Option(
            names = "--fleet",
            paramLabel = "FILE",
            description = "services, hosts and choices as YAML, or a plan's result to repeat")
    private @Nullable Path fleet;

    @Option(
            names = "--sla",
            paramLabel = "NAME=VALUE",
            description = "a promise, in place of the fleet's of the same name; may be repeated")
    private List<String> slas = new ArrayList<>();

    @Option(names = "--show", description = "print the embedded fleet, every key explained")
    private boolean show;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "overrides a key of the fleet, for example burst=1000")
    private Map<String, String> settings = new TreeMap<>();

    @Option(
            names = "--calibrate",
            paramLabel = "RESULT",
            description = "take starts, memory and CPU from a result file, with their intervals")
    private @Nullable Path calibrate;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "quick (a plan holds in 3 draws of the services), standard (10) or thorough"
                            + " (50), where the fleet does not say (default: quick)")
    private String profile = Profile.QUICK.id();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of all that is drawn (default: the fleet's)")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where the files go (default: tare-out/<UTC>-<id>)")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "print what would be searched; search nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print what was made, or planned, as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.system();
        if (show) {
            console.out().print(FleetFiles.usual());
            return 0;
        }
        FleetFiles.Loaded loaded = load(console);
        PlanJob job = new PlanJob(console, json);
        Optional<Path> directory = Optional.ofNullable(out);
        return dryRun
                ? job.dryRun(loaded, profile, directory)
                : job.run(loaded, profile, directory);
    }

    private FleetFiles.Loaded load(Console console) {
        Map<String, String> all = new TreeMap<>(settings);
        if (seed != null) {
            all.put("seed", seed.toString());
        }
        FleetFiles.Wishes wishes =
                new FleetFiles.Wishes(slas, all, SimulateJob.repeats(Profiles.parse(profile)));
        Calibration memory = Calibration.none();
        StartCalibration starts = StartCalibration.none();
        if (calibrate != null) {
            CalibratingResult result = CalibratingResult.read(calibrate);
            memory = result.memory(console);
            starts = result.starts();
        }
        if (fleet == null) {
            return FleetFiles.usual(wishes, memory, starts);
        }
        return fleet.toString().endsWith(".json") || Files.isDirectory(fleet)
                ? PlanJob.repeated(SimulateJob.resultFile(fleet), wishes)
                : FleetFiles.load(fleet, wishes, memory, starts);
    }
}
