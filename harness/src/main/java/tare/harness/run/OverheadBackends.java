package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import tare.harness.backend.Registry;
import tare.harness.experiment.Overhead;

/**
 * Which backends a run has that weighs overhead: what others are compared with is always one of
 * them, and the quick profile has no time for all.
 *
 * @param request the same with its backends named, where that was needed
 * @param words what the user should know of it, a sentence each
 */
public record OverheadBackends(RunRequest request, List<String> words) {

    /** Families of the quick profile. */
    private static final Set<String> QUICK =
            Set.of("process", "namespace", "crun", "runc", "gvisor", "docker", "kvm");

    public OverheadBackends {
        words = List.copyOf(words);
    }

    /**
     * What a request becomes.
     *
     * @param settings of backends
     */
    public static OverheadBackends of(
            RunRequest asked, Registry registry, SortedMap<String, String> settings) {
        boolean all = asked.experiments().contains(Planner.ALL);
        if (!all && !asked.experiments().contains(Overhead.NAME)) {
            return new OverheadBackends(asked, List.of());
        }
        if (!asked.backends().isEmpty()) {
            return withBaseline(asked);
        }
        if (all || asked.experiments().size() > 1 || asked.profile() != Profile.QUICK) {
            return new OverheadBackends(asked, List.of());
        }
        List<String> quick = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String key : registry.defaultKeys(settings)) {
            // namespace+user is of the family namespace; kvm-fork is none of kvm.
            String family = key.split("[+:]", 2)[0];
            (QUICK.contains(family) ? quick : others).add(key);
        }
        return new OverheadBackends(
                asked.with(quick),
                others.isEmpty()
                        ? List.of()
                        : List.of(
                                "quick weighs the overhead of "
                                        + String.join(", ", quick)
                                        + "; --backend adds others, where they run a JVM or kernels: "
                                        + String.join(", ", others)));
    }

    private static OverheadBackends withBaseline(RunRequest asked) {
        if (asked.backends().contains(Overhead.BASELINE)) {
            return new OverheadBackends(asked, List.of());
        }
        List<String> more = new ArrayList<>(List.of(Overhead.BASELINE));
        more.addAll(asked.backends());
        return new OverheadBackends(
                asked.with(more),
                List.of(
                        "'"
                                + Overhead.BASELINE
                                + "' is weighed too: overhead is what others take against it"));
    }
}
