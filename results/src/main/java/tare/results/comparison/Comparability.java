package tare.results.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.model.HostFact;
import tare.results.model.RunResult;
import tare.results.model.Tool;

/**
 * In what two results' hosts and tools differ. A binding fact of the host or another version of
 * something that took part makes them incomparable, unless it is the subject or waived by name.
 *
 * @param differences those that bind first
 */
public record Comparability(List<Difference> differences) {

    private static final String VERSION = "version.";

    /** The subject that stands for Tare itself. */
    public static final String TARE = "tare";

    /** The subject that stands for the host's kernel. */
    public static final String KERNEL = "kernel";

    /** Java's minor version is told beside the host's facts, where it does not bind either. */
    private static final Set<String> SHOWN = Set.of("java");

    public Comparability {
        differences = List.copyOf(differences);
    }

    /**
     * Compares circumstances.
     *
     * @param subjects what is being compared and may differ in version: {@code tare}, {@code
     *     kernel}, {@code java}, or a name in the file's list of versions, such as {@code runc}
     * @param waived names of differences, as {@link Difference#name}, that shall not bind
     */
    public static Comparability of(
            RunResult reference, RunResult other, Set<String> subjects, Set<String> waived) {
        Asked asked = new Asked(subjects, waived);
        List<Difference> found = new ArrayList<>();
        for (HostFact fact : HostFact.values()) {
            boolean subject =
                    (fact == HostFact.KERNEL_RELEASE && subjects.contains(KERNEL))
                            || (fact == HostFact.JAVA_MAJOR && subjects.contains("java"));
            asked.add(
                    found,
                    fact.id(),
                    reference.host().value(fact),
                    other.host().value(fact),
                    subject,
                    fact.binding());
        }
        boolean explained = found.stream().anyMatch(d -> d.effect() != Difference.Effect.SHOWN);
        if (!explained) {
            // A newer Tare may count facts that this one does not know.
            asked.add(
                    found,
                    "host.fingerprint",
                    reference.host().fingerprint(),
                    other.host().fingerprint(),
                    false,
                    true);
        }
        versions(reference.tool(), other.tool(), asked, found);
        found.sort(Comparator.comparing(Difference::effect));
        return new Comparability(found);
    }

    /** Those that make the results incomparable. */
    public List<Difference> binding() {
        return differences.stream().filter(d -> d.effect() == Difference.Effect.BINDS).toList();
    }

    /** Whether nothing binds. */
    public boolean comparable() {
        return binding().isEmpty();
    }

    /** Whether what was declared to be the subject differs at all. */
    public boolean subjectDiffers() {
        return differences.stream().anyMatch(d -> d.effect() == Difference.Effect.SUBJECT);
    }

    private static void versions(Tool reference, Tool other, Asked asked, List<Difference> found) {
        boolean tare = asked.subjects().contains(TARE);
        asked.add(found, VERSION + TARE, reference.version(), other.version(), tare, true);
        asked.add(found, "commit." + TARE, reference.commit(), other.commit(), tare, false);
        SortedSet<String> names = new TreeSet<>(reference.versions().keySet());
        names.addAll(other.versions().keySet());
        for (String name : names) {
            asked.add(
                    found,
                    VERSION + name,
                    reference.versions().getOrDefault(name, "absent"),
                    other.versions().getOrDefault(name, "absent"),
                    asked.subjects().contains(name),
                    !SHOWN.contains(name));
        }
    }

    /** What the user declared. */
    private record Asked(Set<String> subjects, Set<String> waived) {

        void add(
                List<Difference> found,
                String name,
                String reference,
                String other,
                boolean subject,
                boolean binding) {
            if (reference.equals(other)) {
                return;
            }
            Difference.Effect effect =
                    subject
                            ? Difference.Effect.SUBJECT
                            : !binding
                                    ? Difference.Effect.SHOWN
                                    : waived.contains(name)
                                            ? Difference.Effect.WAIVED
                                            : Difference.Effect.BINDS;
            found.add(new Difference(name, reference, other, effect));
        }
    }
}
