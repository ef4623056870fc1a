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
 * something that took part makes them incomparable, unless it is the subject or waived by name. A
 * version that one side alone tells does not, if that side has backends that the other has not and
 * none of the same name is on both: what belongs to those is compared with nothing.
 *
 * @param differences those that bind first
 */
public record Comparability(List<Difference> differences) {

    private static final String VERSION = "version.";
    private static final String ABSENT = "absent";

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
        versions(reference, other, asked, found);
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

    private static void versions(
            RunResult reference, RunResult other, Asked asked, List<Difference> found) {
        Tool before = reference.tool();
        Tool after = other.tool();
        boolean tare = asked.subjects().contains(TARE);
        asked.add(found, VERSION + TARE, before.version(), after.version(), tare, true);
        asked.add(found, "commit." + TARE, before.commit(), after.commit(), tare, false);
        SortedSet<String> names = new TreeSet<>(before.versions().keySet());
        names.addAll(after.versions().keySet());
        for (String name : names) {
            boolean apart =
                    !after.versions().containsKey(name)
                            ? belongsToOne(name, reference, other)
                            : !before.versions().containsKey(name)
                                    && belongsToOne(name, other, reference);
            asked.add(
                    found,
                    VERSION + name,
                    before.versions().getOrDefault(name, ABSENT),
                    after.versions().getOrDefault(name, ABSENT),
                    asked.subjects().contains(name),
                    !SHOWN.contains(name) && !apart);
        }
    }

    /** Whether what is called so can only be of backends that the other has not. */
    private static boolean belongsToOne(String name, RunResult one, RunResult other) {
        List<String> backends = one.plan().backends();
        List<String> others = other.plan().backends();
        return !others.containsAll(backends)
                && backends.stream().noneMatch(key -> key.contains(name) && others.contains(key));
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
