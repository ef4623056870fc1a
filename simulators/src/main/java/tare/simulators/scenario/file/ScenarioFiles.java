package tare.simulators.scenario.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tare.results.failure.InputError;
import tare.results.failure.Spelling;
import tare.results.failure.UsageError;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.StartCalibration;

/** The texts of scenarios: those that come with Tare, by name, and those of users' files. */
public final class ScenarioFiles {

    static final String DEFAULTS = "defaults";

    private static final String PLACE = "/tare/simulators/scenario/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ScenarioFiles() {}

    /** Every kind that there is, without figures that were measured. */
    public static List<ScenarioKind<?>> kinds() {
        return List.of(
                new PlacementScenarios(Calibration::none),
                new StormScenarios(StartCalibration::none),
                new MigrationScenarios(),
                new MotionScenarios());
    }

    /** Names of all scenarios that come with Tare, the usual one first. */
    public static List<String> shipped() {
        return kinds().stream().flatMap(kind -> kind.shipped().stream()).toList();
    }

    /**
     * What a shipped scenario says, or every default of placement where the name is {@code
     * defaults}.
     *
     * @throws UsageError if there is none of that name
     */
    public static String text(String name) {
        List<String> all = shipped();
        if (!all.contains(name) && !name.equals(DEFAULTS)) {
            throw new UsageError(
                    "there is no scenario of that name",
                    name,
                    "Tare comes with " + String.join(", ", all),
                    Spelling.remedy(name, all));
        }
        return resource(name + ".yaml");
    }

    /**
     * A shipped scenario by its name, or the one in a file.
     *
     * @throws UsageError if there is neither
     * @throws InputError if the file cannot be read
     */
    public static ScenarioSource find(String nameOrFile) {
        List<String> all = shipped();
        if (all.contains(nameOrFile)) {
            return new ScenarioSource(text(nameOrFile), nameOrFile, nameOrFile, false);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.exists(file)) {
            throw new UsageError(
                    "there is no such scenario",
                    nameOrFile,
                    "no file has that name, and Tare comes with " + String.join(", ", all),
                    Spelling.remedy(nameOrFile, all));
        }
        return new ScenarioSource(read(file), nameOrFile, plainName(file), false);
    }

    /** The one that a result holds. */
    public static ScenarioSource again(String text) {
        return new ScenarioSource(text, "the result's scenario", "again", true);
    }

    private static String plainName(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.(ya?ml|json)$", "");
    }

    /** A tree in one line. */
    static String line(ObjectNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw unreadable(file, "it is not text in UTF-8", e);
        } catch (IOException e) {
            throw unreadable(file, e.toString(), e);
        }
    }

    private static InputError unreadable(Path file, String why, IOException e) {
        return new InputError(
                "the scenario cannot be read",
                file.toString(),
                why,
                "is the path right, and the file readable?",
                e);
    }

    static String resource(String name) {
        try (InputStream in = ScenarioFiles.class.getResourceAsStream(PLACE + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
