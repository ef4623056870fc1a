package tare.harness.backend.namespace;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.linux.Namespace;
import tare.results.failure.UsageError;

/**
 * What is on. {@code namespace} is everything but the user namespace; {@code +user} adds that, and
 * {@code -network}, {@code -seccomp}, … leave a part out.
 *
 * @param features what is on, in the order of {@link Feature}
 */
record NamespaceKey(Set<Feature> features) {

    static final String NAME = "namespace";

    /** The full set of the contracts. */
    static final NamespaceKey FULL =
            new NamespaceKey(EnumSet.complementOf(EnumSet.of(Feature.USER)));

    /** What a user without privileges gets: limits need the right to make cgroups. */
    static final NamespaceKey UNPRIVILEGED =
            new NamespaceKey(EnumSet.complementOf(EnumSet.of(Feature.LIMITS)));

    /** Begins what the container is in: a key of another family's. */
    private static final String STACKED = "-in-";

    private static final Pattern PART = Pattern.compile("([+-])([a-z_]+)");

    NamespaceKey {
        EnumSet<Feature> own = copy(features);
        if (!own.contains(Feature.ROOT)) {
            // /proc is mounted in a root of its own alone: -root says both.
            own.remove(Feature.PROC);
        }
        features = Collections.unmodifiableSet(own);
    }

    /** The same and a feature. */
    NamespaceKey with(Feature feature) {
        EnumSet<Feature> more = copy(features);
        more.add(feature);
        return new NamespaceKey(more);
    }

    private static EnumSet<Feature> copy(Collection<Feature> features) {
        EnumSet<Feature> copy = EnumSet.noneOf(Feature.class);
        copy.addAll(features);
        return copy;
    }

    /**
     * Reads a key; parts may come in any order.
     *
     * @return empty if the key is of another family
     * @throws UsageError if it names no part, a part twice, or a set that makes no sense
     */
    static Optional<NamespaceKey> parse(String key) {
        String parts = key.startsWith(NAME) ? key.substring(NAME.length()) : "x";
        boolean mine = parts.isEmpty() || parts.startsWith("+") || parts.startsWith("-");
        if (!mine || parts.contains(STACKED)) {
            return Optional.empty();
        }
        EnumSet<Feature> features = copy(FULL.features);
        EnumSet<Feature> seen = EnumSet.noneOf(Feature.class);
        Matcher matcher = PART.matcher(parts);
        int end = 0;
        while (end < parts.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw wrong(key, "what to make of " + parts.substring(end) + " is not known");
            }
            end = matcher.end();
            apply(features, seen, key, matcher.group());
        }
        NamespaceKey read = new NamespaceKey(features);
        Optional<String> contradiction = read.contradiction();
        if (contradiction.isPresent()) {
            throw wrong(key, contradiction.get());
        }
        return Optional.of(read);
    }

    private static void apply(Set<Feature> features, Set<Feature> seen, String key, String part) {
        boolean plus = part.startsWith("+");
        Feature feature = Feature.of(part.substring(1)).orElse(null);
        if (feature == null || plus != (feature == Feature.USER) || !seen.add(feature)) {
            throw wrong(key, "what to make of " + part + " is not known");
        }
        if (plus) {
            features.add(feature);
        } else {
            features.remove(feature);
        }
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** The namespaces among the features. */
    Set<Namespace> namespaces() {
        EnumSet<Namespace> namespaces = EnumSet.noneOf(Namespace.class);
        features.forEach(feature -> feature.namespace().ifPresent(namespaces::add));
        return namespaces;
    }

    /** Why this set can be had nowhere; empty if it can. */
    Optional<String> contradiction() {
        if (has(Feature.ROOT) && !has(Feature.MOUNT)) {
            return Optional.of(
                    "without an own mount namespace pivot_root would change the host's root:"
                            + " write -root too");
        }
        if (has(Feature.PROC) && has(Feature.USER) && !has(Feature.PID)) {
            return Optional.of(
                    "in a user namespace /proc can be mounted only with an own pid namespace:"
                            + " write -proc or -root too");
        }
        return Optional.empty();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(NAME);
        for (Feature feature : Feature.values()) {
            if (feature == Feature.USER && has(feature)) {
                text.append('+').append(feature.word());
            } else if (feature != Feature.USER && !has(feature) && !implied(feature)) {
                text.append('-').append(feature.word());
            }
        }
        return text.toString();
    }

    /** Whether it goes without saying that it is off. */
    private boolean implied(Feature feature) {
        return feature == Feature.PROC && !has(Feature.ROOT);
    }

    private static UsageError wrong(String key, String why) {
        List<String> words = Arrays.stream(Feature.values()).skip(1).map(Feature::word).toList();
        return new UsageError(
                "no backend is called " + key,
                "--backend",
                why,
                "namespace, then +user if wanted, then any of -" + String.join(", -", words));
    }
}
