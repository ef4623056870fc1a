package tare.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.harness.run.Profile;
import tare.results.failure.UsageError;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.placement.named.Policies;
import tare.simulators.scenario.file.PlacementScenarios;
import tare.simulators.scenario.file.ScenarioFiles;
import tare.simulators.scenario.file.ScenarioKind;

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
    private String scenario = PlacementScenarios.USUAL;

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
            console.out().print(ScenarioFiles.text(show));
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
        SimulatedQuestion question =
                new ScenarioChoice(
                                console,
                                settings,
                                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                                Optional.ofNullable(calibrate),
                                Profiles.parse(profile))
                        .of(scenario);
        Optional<Path> directory = Optional.ofNullable(out);
        return dryRun
                ? job.dryRun(question, profile, directory)
                : job.run(question, profile, directory);
    }

    private static String listing() {
        List<String> lines = new ArrayList<>();
        lines.add("Scenarios:");
        for (ScenarioKind<?> kind : ScenarioFiles.kinds()) {
            for (String name : kind.shipped()) {
                lines.add(String.format("  %-22s %s", name, kind.question(name)));
            }
        }
        lines.add("Policies of placement:");
        Policies.names().forEach(policy -> lines.add("  " + policy));
        lines.add("Policies of a fleet in motion:");
        MotionPolicy.published().forEach(policy -> lines.add("  " + policy));
        lines.add("  " + String.join(", ", MotionPolicy.balancing()));
        return String.join("\n", lines) + "\n";
    }
}
