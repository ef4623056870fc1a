package tare.results.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.model.Plan;

/**
 * Single values of the scenario that the plan of a simulation holds whole, as JSON in one line: for
 * whoever reads results and knows no scenarios.
 */
public final class ScenarioText {

    /** The plan's parameter that holds it. */
    public static final String PARAMETER = "scenario";

    private ScenarioText() {}

    /**
     * The values that stand right below its top, and the elements of lists there, as text.
     *
     * @return empty where the plan has no scenario, or none that can be read: the file may be
     *     anybody's
     */
    public static SortedMap<String, List<String>> values(Plan plan) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        String text = plan.parameters().getOrDefault(PARAMETER, "");
        try (JsonParser parser = JsonIn.FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new TreeMap<>();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                values.put(name, value(parser));
            }
            return values;
        } catch (IOException e) {
            return new TreeMap<>();
        }
    }

    private static List<String> value(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_ARRAY) {
            boolean one = first != null && first.isScalarValue();
            parser.skipChildren();
            return one ? List.of(parser.getText()) : List.of();
        }
        List<String> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                return List.of();
            }
            if (parser.currentToken().isScalarValue()) {
                elements.add(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return elements;
    }
}
