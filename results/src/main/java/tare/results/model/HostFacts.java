package tare.results.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of the host of a run. A fact that could not be read is absent, never guessed.
 *
 * @param fingerprint SHA-256 in hexadecimal over the binding facts
 * @param values each fact's value, in the order of {@link HostFact}
 */
public record HostFacts(String fingerprint, SortedMap<HostFact, String> values) {

    public HostFacts {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The value of a fact, or {@code unknown}. */
    public String value(HostFact fact) {
        return values.getOrDefault(fact, "unknown");
    }
}
