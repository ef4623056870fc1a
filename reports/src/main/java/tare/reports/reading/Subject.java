package tare.reports.reading;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/**
 * One backend of a run, as the report speaks of it.
 *
 * @param key the backend's exact key
 * @param labels of its cells, without those that concern single cells only
 * @param place its place in the report's order, from 0; also chooses its colour
 */
public record Subject(String key, BackendClass kind, SortedSet<Label> labels, int place) {

    /** Longer names would push the picture out of the figure. */
    private static final int LONGEST_NAME = 26;

    public Subject {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    Subject at(int newPlace) {
        return new Subject(key, kind, labels, newPlace);
    }

    /** Whether it is ranked apart: emulated, nested or without hardware assistance. */
    public boolean apart() {
        return labels.stream().anyMatch(Label::rankedApart) || kind == BackendClass.BARE_GUEST;
    }

    /** The words of its labels, in their order. */
    public List<String> labelWords() {
        return words(labels);
    }

    /** The words of labels, in their order. */
    public static List<String> words(SortedSet<Label> labels) {
        return labels.stream().map(Label::id).toList();
    }

    /** A name for a figure: the key, shortened in its middle when long. */
    public String shortName() {
        return shortened(key);
    }

    static String shortened(String name) {
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        int half = LONGEST_NAME / 2;
        return name.substring(0, half) + "…" + name.substring(name.length() - half + 1);
    }

    /** The short name with the labels that rank it apart, for figures. */
    public String figureName() {
        List<String> apart = labels.stream().filter(Label::rankedApart).map(Label::id).toList();
        return apart.isEmpty() ? shortName() : shortName() + " (" + String.join(", ", apart) + ")";
    }
}
