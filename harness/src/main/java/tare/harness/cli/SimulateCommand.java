package tare.harness.cli;

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
import picocli.CommandLine.Parameters;
import tare.harness.run.Profile;
import tare.results.failure.UsageError;
import tare.results.file.ResultReader;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.placement.Policy;
import tare.simulators.placement.named.Policies;
import tare.simulators.scenario.file.MigrationFiles;
import tare.simulators.scenario.file.MotionFiles;
import tare.simulators.scenario.file.ScenarioFiles;
import tare.simulators.scenario.file.StormFiles;

/** {@code tare simulate}: how many hosts a fleet needs. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates how many hosts a fleet needs in each technology, by each placement policy.",
            "Says how far that is from the least possible; or how long storms of starts and bursts "
                    + "of requests take. Needs nothing of this host."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare simulate                            the scenario 'consolidation'",
            "  tare simulate --calibrate tare-out/latest/result.json",
            "                                           with memory as measured here",
            "  tare simulate boot-storm                 many starts at one moment",
            "  tare simulate autoscale --calibrate tare-out/latest",
            "                                           cold starts, as measured here",
            "  tare simulate live-migration --set atOnce=1,8",
            "                                           pre-copy, auto-converge, post-copy",
            "  tare simulate --list                     scenarios, policies",
            "  tare simulate --show forked-fleet > mine.yaml; tare simulate mine.yaml",
            "  tare simulate --set hosts.memory='256 GiB' --set policies=first-fit,best-fit",
            "  tare simulate tare-out/latest/result.json the same again, byte by byte",
            "  tare simulate dynamic-consolidation --set trace=20110303",
            "                                           energy and SLA of a day of PlanetLab",
            "",
            "Exit codes: 0 done; 2 usage; 5 unreadable input; 6 cannot write; 130/143 interrupted, "
                    + "partial result kept."
        })
final class SimulateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            description =
                    "a shipped scenario, a YAML file, or a result file to repeat (default:"
                            + " consolidation)")
    private String scenario = ScenarioFiles.USUAL;

    @Option(names = "--list", description = "list scenarios and policies")
    private boolean list;

    @Option(
            names = "--show",
            paramLabel = "NAME",
            description = "print a shipped scenario; 'defaults' prints every default")
    private @Nullable String show;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "overrides a key of the scenario, for example workload.0.count=1000")
    private Map<String, String> settings = new TreeMap<>();

    @Option(
            names = "--calibrate",
            paramLabel = "RESULT",
            description = "take memory per instance from a result file, with its interval")
    private @Nullable Path calibrate;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "quick (3 repeats), standard (10) or thorough (50), where the scenario does"
                            + " not say (default: quick)")
    private String profile = Profile.QUICK.id();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of all that is drawn (default: the scenario's)")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where the files go (default: tare-out/<UTC>-<id>)")
    private @Nullable Path out;

    @Option(names = "--resume", description = "go on with the unfinished simulation in --out DIR")
    private boolean resume;

    @Option(names = "--dry-run", description = "print the plan; simulate nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print what was made, or planned, as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.system();
        if (list) {
            console.out().print(listing());
            return 0;
        }
        if (show != null) {
            console.out().print(text(show));
            return 0;
        }
        SimulateJob job = new SimulateJob(console, json);
        if (resume) {
            if (out == null) {
                throw new UsageError(
                        "--resume needs to know which simulation",
                        "--resume",
                        "--out DIR is missing",
                        "tare simulate --resume --out tare-out/latest");
            }
            return job.resume(out);
        }
        Optional<Path> directory = Optional.ofNullable(out);
        Optional<StormFiles.Loaded> storm = storm();
        if (storm.isPresent()) {
            return dryRun
                    ? job.dryRun(storm.get(), profile, directory)
                    : job.run(storm.get(), profile, directory);
        }
        Optional<MigrationFiles.Loaded> migration = migration();
        if (migration.isPresent()) {
            refuseCalibration("migrations are closed forms of what the scenario says");
            return dryRun
                    ? job.dryRun(migration.get(), profile, directory)
                    : job.run(migration.get(), profile, directory);
        }
        Optional<MotionFiles.Loaded> motion = motion();
        if (motion.isPresent()) {
            refuseCalibration("days of recorded use need no memory per instance");
            return dryRun
                    ? job.dryRun(motion.get(), profile, directory)
                    : job.run(motion.get(), profile, directory);
        }
        ScenarioFiles.Loaded loaded = load(console);
        return dryRun
                ? job.dryRun(loaded, profile, directory)
                : job.run(loaded, profile, directory);
    }

    private void refuseCalibration(String why) {
        if (calibrate != null) {
            throw new UsageError(
                    "this scenario takes nothing from a result",
                    "--calibrate",
                    why,
                    "leave --calibrate out");
        }
    }

    private static String text(String shown) {
        if (MigrationFiles.shipped().contains(shown)) {
            return MigrationFiles.text(shown);
        }
        if (StormFiles.shipped().contains(shown)) {
            return StormFiles.text(shown);
        }
        return MotionFiles.shipped().contains(shown)
                ? MotionFiles.text(shown)
                : ScenarioFiles.text(shown);
    }

    /** The scenario if it is one of starts. */
    private Optional<StormFiles.Loaded> storm() {
        Map<String, String> all = settings();
        Optional<StormFiles.Loaded> loaded = Optional.empty();
        if (scenario.endsWith(".json")) {
            String text = SimulateJob.repeated(Path.of(scenario));
            if (StormFiles.isStorm(text)) {
                loaded = Optional.of(StormFiles.reload(text, all));
            }
        } else if (StormFiles.knows(scenario)) {
            StartCalibration starts =
                    calibrate == null
                            ? StartCalibration.none()
                            : StartCalibration.of(
                                    new ResultReader()
                                            .read(SimulateJob.resultFile(calibrate))
                                            .result());
            loaded = Optional.of(StormFiles.load(scenario, all, starts));
        }
        int repeats = SimulateJob.repeats(Profiles.parse(profile));
        return loaded.map(
                found ->
                        found.scenario().repeats() > 0
                                ? found
                                : StormFiles.reload(
                                        found.text(),
                                        Map.of("repeats", Integer.toString(repeats))));
    }

    /** The scenario if it is one of live migration: nothing is drawn, whatever the seed. */
    private Optional<MigrationFiles.Loaded> migration() {
        Profiles.parse(profile);
        if (scenario.endsWith(".json")) {
            String text = SimulateJob.repeated(Path.of(scenario));
            return MigrationFiles.isMigration(text)
                    ? Optional.of(MigrationFiles.reload(text, settings))
                    : Optional.empty();
        }
        return MigrationFiles.load(scenario, settings);
    }

    /** The question, if it is one of a fleet in motion. */
    private Optional<MotionFiles.Loaded> motion() {
        Profiles.parse(profile);
        if (scenario.endsWith(".json")) {
            String text = SimulateJob.repeated(Path.of(scenario));
            return MotionFiles.isMotion(text)
                    ? Optional.of(MotionFiles.reload(text, settings()))
                    : Optional.empty();
        }
        return MotionFiles.load(scenario, settings());
    }

    private Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(settings);
        if (seed != null) {
            all.put("seed", seed.toString());
        }
        return all;
    }

    private ScenarioFiles.Loaded load(Console console) {
        Profile chosen = Profiles.parse(profile);
        Map<String, String> all = settings();
        Calibration calibration = calibration(console);
        ScenarioFiles.Loaded loaded =
                scenario.endsWith(".json")
                        ? ScenarioFiles.reload(SimulateJob.repeated(Path.of(scenario)), all)
                        : ScenarioFiles.load(scenario, all, calibration);
        if (loaded.scenario().repeats() > 0) {
            return loaded;
        }
        all.put("repeats", Integer.toString(SimulateJob.repeats(chosen)));
        return ScenarioFiles.reload(loaded.text(), Map.of("repeats", all.get("repeats")));
    }

    private Calibration calibration(Console console) {
        if (calibrate == null) {
            return Calibration.none();
        }
        Path file = SimulateJob.resultFile(calibrate);
        Calibration found = Calibration.of(new ResultReader().read(file).result());
        if (found.technologies().isEmpty()) {
            throw new UsageError(
                    "the result has nothing to calibrate with",
                    file.toString(),
                    "no memory.instance was measured in it",
                    "tare run footprint");
        }
        found.unusable()
                .forEach(
                        backend ->
                                console.err()
                                        .println(
                                                "warning: "
                                                        + backend
                                                        + " is left out: its memory per instance"
                                                        + " is not above noise"));
        return found;
    }

    private static String listing() {
        List<String> lines = new ArrayList<>();
        lines.add("Scenarios:");
        for (String name : ScenarioFiles.shipped()) {
            String question =
                    ScenarioFiles.load(name, Map.of(), Calibration.none()).scenario().question();
            lines.add(String.format("  %-22s %s", name, question));
        }
        for (String name : StormFiles.shipped()) {
            String question =
                    StormFiles.load(name, Map.of(), StartCalibration.none()).scenario().question();
            lines.add(String.format("  %-22s %s", name, question));
        }
        for (String name : MigrationFiles.shipped()) {
            String question =
                    MigrationFiles.load(name, Map.of()).orElseThrow().scenario().question();
            lines.add(String.format("  %-22s %s", name, question));
        }
        lines.add("Policies:");
        for (Policy policy : Policies.all()) {
            lines.add("  " + policy.name());
        }
        lines.add("Scenarios of a fleet in motion, from a trace of use:");
        for (String name : MotionFiles.shipped()) {
            lines.add(String.format("  %-22s %s", name, MotionFiles.question(name)));
        }
        lines.add("Their policies:");
        for (String policy : MotionPolicy.published()) {
            lines.add("  " + policy);
        }
        lines.add("  " + String.join(", ", MotionPolicy.balancing()));
        return String.join("\n", lines) + "\n";
    }
}
