package tare.harness.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tare.harness.run.Profile;
import tare.results.failure.UsageError;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.scenario.file.MigrationScenarios;
import tare.simulators.scenario.file.MotionScenarios;
import tare.simulators.scenario.file.PlacementScenarios;
import tare.simulators.scenario.file.ScenarioFiles;
import tare.simulators.scenario.file.ScenarioKind;
import tare.simulators.scenario.file.ScenarioKind.Loaded;
import tare.simulators.scenario.file.ScenarioSource;
import tare.simulators.scenario.file.StormScenarios;

/** Which question a scenario asks, with what the command line says to it. */
final class ScenarioChoice {

    private static final String REPEATS = "repeats";

    private final Console console;
    private final Map<String, String> settings;
    private final Map<String, String> withSeed;
    private final Optional<Path> calibrate;
    private final int repeats;

    /**
     * @param settings of {@code --set}
     * @param seed of all that is drawn, in place of the scenario's
     * @param calibrate the result whose figures count
     * @param profile says how often the workload is drawn where the scenario does not
     */
    ScenarioChoice(
            Console console,
            Map<String, String> settings,
            OptionalLong seed,
            Optional<Path> calibrate,
            Profile profile) {
        this.console = console;
        this.settings = Map.copyOf(settings);
        this.calibrate = calibrate;
        repeats = SimulateJob.repeats(profile);
        Map<String, String> all = new TreeMap<>(settings);
        seed.ifPresent(number -> all.put("seed", Long.toString(number)));
        withSeed = Map.copyOf(all);
    }

    /** The question of an earlier result, as it was. */
    static SimulatedQuestion again(Console console, String text) {
        return new ScenarioChoice(
                        console, Map.of(), OptionalLong.empty(), Optional.empty(), Profile.QUICK)
                .of(ScenarioFiles.again(text));
    }

    /** A shipped scenario, a file, or a result to repeat. */
    SimulatedQuestion of(String word) {
        return of(
                word.endsWith(".json")
                        ? ScenarioFiles.again(SimulateJob.repeated(Path.of(word)))
                        : ScenarioFiles.find(word));
    }

    private SimulatedQuestion of(ScenarioSource source) {
        // A text is of one kind at the least, and of the first that includes it.
        return storm(source)
                .or(() -> migration(source))
                .or(() -> motion(source))
                .or(() -> placement(source))
                .orElseThrow();
    }

    private Optional<SimulatedQuestion> placement(ScenarioSource source) {
        PlacementScenarios kind = new PlacementScenarios(this::calibration);
        return kind.read(source, withSeed)
                .map(found -> repeated(kind, found, found.scenario().repeats()))
                .map(PlacementQuestion::new);
    }

    private Optional<SimulatedQuestion> storm(ScenarioSource source) {
        StormScenarios kind = new StormScenarios(this::starts);
        return kind.read(source, withSeed)
                .map(found -> repeated(kind, found, found.scenario().repeats()))
                .map(StormQuestion::new);
    }

    /** Nothing is drawn, whatever the seed. */
    private Optional<SimulatedQuestion> migration(ScenarioSource source) {
        return new MigrationScenarios()
                .read(source, settings)
                .map(uncalibrated("migrations are closed forms of what the scenario says"))
                .map(MigrationQuestion::new);
    }

    private Optional<SimulatedQuestion> motion(ScenarioSource source) {
        return new MotionScenarios()
                .read(source, withSeed)
                .map(uncalibrated("days of recorded use need no memory per instance"))
                .map(MotionQuestion::new);
    }

    /** The scenario with the number of repeats that the profile says, if it has none itself. */
    private <S> Loaded<S> repeated(ScenarioKind<S> kind, Loaded<S> found, int own) {
        return own > 0
                ? found
                : kind.read(
                                ScenarioFiles.again(found.text()),
                                Map.of(REPEATS, Integer.toString(repeats)))
                        .orElseThrow();
    }

    private <S> UnaryOperator<Loaded<S>> uncalibrated(String why) {
        return found -> {
            if (calibrate.isPresent()) {
                throw new UsageError(
                        "this scenario takes nothing from a result",
                        "--calibrate",
                        why,
                        "leave --calibrate out");
            }
            return found;
        };
    }

    private StartCalibration starts() {
        return calibrate
                .map(given -> CalibratingResult.read(given).starts())
                .orElseGet(StartCalibration::none);
    }

    private Calibration calibration() {
        return calibrate
                .map(given -> CalibratingResult.read(given).memory(console))
                .orElseGet(Calibration::none);
    }
}
