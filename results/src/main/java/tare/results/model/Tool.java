package tare.results.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which Tare, and which helpers, made a result.
 *
 * @param version Tare's version
 * @param commit the source commit, or {@code unknown}
 * @param methods method version of each experiment
 * @param versions versions of other tools that took part, by name
 */
public record Tool(
        String version,
        String commit,
        SortedMap<String, Integer> methods,
        SortedMap<String, String> versions) {

    public Tool {
        methods = Collections.unmodifiableSortedMap(new TreeMap<>(methods));
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
}
