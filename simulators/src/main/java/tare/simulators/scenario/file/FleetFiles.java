package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.plan.Question;
import tare.simulators.sla.Sla;
import tare.simulators.sla.SlaText;

/** Fleets to be planned: the embedded one, or from a file; and the whole of one as a text. */
public final class FleetFiles {

    private static final String USUAL = "fleet";

    private FleetFiles() {}

    /**
     * A question with everything that it rests on.
     *
     * @param text the same, whole, in one line: figures in place of names, defaults written out
     */
    public record Loaded(Question question, String text) {}

    /** The embedded fleet as its file says it. */
    public static String usual() {
        return ScenarioFiles.resource(USUAL + ".yaml");
    }

    /**
     * What the command line says.
     *
     * @param slas in place of those of the same name
     * @param settings of {@code --set}
     * @param draws of the services, where the fleet does not say
     */
    public record Wishes(List<String> slas, Map<String, String> settings, int draws) {

        public Wishes {
            slas = List.copyOf(slas);
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        }
    }

    /** The embedded fleet. */
    public static Loaded usual(Wishes wishes, Calibration memory, StartCalibration starts) {
        return load(usual(), "the embedded fleet", USUAL, wishes, memory, starts);
    }

    /**
     * A fleet from a file; what it leaves out is as in the embedded one.
     *
     * @throws UsageError if there is no such file
     * @throws InputError if it means nothing
     */
    public static Loaded load(
            Path file, Wishes wishes, Calibration memory, StartCalibration starts) {
        if (!Files.exists(file)) {
            throw new UsageError(
                    "there is no such fleet",
                    "--fleet " + file,
                    "no file has that name",
                    "without --fleet an embedded one is planned; 'tare plan --show' prints it");
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.(ya?ml|json)$", "");
        return load(ScenarioFiles.read(file), file.toString(), name, wishes, memory, starts);
    }

    /** A fleet from the text that a result file holds: all is written out there. */
    public static Loaded reload(String text, Wishes wishes) {
        return load(
                text,
                "the result's fleet",
                "again",
                wishes,
                Calibration.none(),
                StartCalibration.none());
    }

    private static Loaded load(
            String text,
            String file,
            String name,
            Wishes wishes,
            Calibration memory,
            StartCalibration starts) {
        Places places = new Places(file);
        ObjectNode tree = YamlTree.read(text, file, places);
        if (!tree.has("name")) {
            tree.put("name", name);
        }
        withDefaults(tree);
        Overrides.apply(tree, wishes.settings(), places);
        withDefaults(tree);
        promise(tree, wishes.slas());
        JsonNode draws = tree.path("draws");
        if (draws.isIntegralNumber() && draws.asLong() == 0) {
            tree.put("draws", wishes.draws());
        }
        new Technologies(memory, places).resolve(tree);
        new StartFigures(starts).resolve(tree);
        JsonNode technology = Defaults.all().path("technology");
        Defaults.each(tree.path("technologies"), one -> Defaults.fill(one, technology));
        Question question = new FleetReader(places).read(tree);
        return new Loaded(question, ScenarioFiles.line(tree));
    }

    private static void withDefaults(ObjectNode tree) {
        ObjectNode usual = YamlTree.read(usual(), USUAL, new Places(USUAL));
        Defaults.fill(tree, usual);
        for (String part : List.of("reserved", "demand")) {
            Defaults.fill(tree.path(part), usual.path(part));
        }
        Defaults.each(tree.path("hosts"), host -> Defaults.fill(host, usual.path("host")));
        tree.remove("host");
        Defaults.fillParts(tree.path("services"), Defaults.all());
    }

    /** Those of the command line take the place of the file's of the same name. */
    private static void promise(ObjectNode tree, List<String> slas) {
        Map<String, String> promised = new TreeMap<>();
        JsonNode given = tree.path("sla");
        if (given instanceof ArrayNode list) {
            for (JsonNode each : list) {
                Sla sla = SlaText.of(each.asText());
                promised.put(sla.name(), sla.text());
            }
        }
        for (Sla sla : SlaText.all(slas)) {
            promised.put(sla.name(), sla.text());
        }
        ArrayNode all = tree.putArray("sla");
        promised.values().forEach(all::add);
    }
}
