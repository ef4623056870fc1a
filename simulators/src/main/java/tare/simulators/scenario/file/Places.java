package tare.simulators.scenario.file;

import java.util.HashMap;
import java.util.Map;
import tare.results.failure.InputError;

/** Where the values of a scenario were written: for messages. */
final class Places {

    private final String file;
    private final Map<String, String> byPath = new HashMap<>();

    Places(String file) {
        this.file = file;
    }

    void put(String path, String place) {
        byPath.put(path, place);
    }

    /** The failure that the value at a path means nothing. */
    InputError error(String path, String why, String remedy) {
        return new InputError("the scenario cannot be used", of(path), why, remedy);
    }

    /** The nearest place that is known: of the value itself, or of what it stands in. */
    private String of(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            String place = byPath.get(at);
            if (place != null) {
                return place.startsWith("--") ? place : file + ", " + place + ", " + path;
            }
        }
        return path.isEmpty() ? file : file + ", " + path;
    }

    private static String parent(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }
}
