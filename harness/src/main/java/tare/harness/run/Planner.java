package tare.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Registry;
import tare.harness.experiment.Experiment;
import tare.results.failure.HostError;
import tare.results.failure.UsageError;
import tare.results.model.Plan;
import tare.results.model.Step;

/** Turns a request into a plan for this host. */
public final class Planner {

    /** Stands for every experiment. */
    public static final String ALL = "all";

    private final Registry registry;
    private final List<Experiment> experiments;

    public Planner(Registry registry, List<Experiment> experiments) {
        this.registry = registry;
        this.experiments = List.copyOf(experiments);
    }

    /**
     * The experiments of these names, in this order; {@code all} stands for every one.
     *
     * @throws UsageError if a name is unknown
     */
    public List<Experiment> experiments(List<String> names) {
        if (names.contains(ALL)) {
            return experiments;
        }
        List<Experiment> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            chosen.add(
                    experiments.stream()
                            .filter(experiment -> experiment.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> unknown(name)));
        }
        return chosen;
    }

    /**
     * Opens the backends of a request and asks each whether it can be launched.
     *
     * @throws UsageError if a key is unknown
     * @throws HostError if a required one cannot
     */
    public List<Candidate> candidates(RunRequest request, BackendContext context) {
        Set<String> keys =
                new LinkedHashSet<>(
                        request.backends().isEmpty() ? registry.defaultKeys() : request.backends());
        keys.addAll(request.required());
        List<Candidate> candidates = new ArrayList<>();
        for (String key : keys) {
            Backend backend = registry.open(key, context);
            Availability availability = backend.probe();
            if (availability instanceof Availability.Unavailable absent
                    && request.required().contains(key)) {
                throw new HostError(
                        "a required backend is not available here",
                        key,
                        absent.reason(),
                        absent.remedy());
            }
            candidates.add(new Candidate(backend, availability));
        }
        return candidates;
    }

    /**
     * The plan of a request on this host.
     *
     * @param seed used where the request names none
     */
    public Plan plan(RunRequest request, List<Candidate> candidates, long seed) {
        List<String> keys = candidates.stream().map(c -> c.backend().key()).toList();
        List<String> available =
                candidates.stream()
                        .filter(Candidate::available)
                        .map(c -> c.backend().key())
                        .toList();
        return Schedule.plan(
                request.seed().orElse(seed),
                request.profile(),
                experiments(request.experiments()),
                keys,
                available,
                request.rounds().orElse(request.profile().rounds()),
                request.parameters());
    }

    /** About how long these steps of a plan take, in nanoseconds. */
    public long estimateNanos(Plan plan, List<Step> steps) {
        return steps.stream()
                .mapToLong(step -> experiments(List.of(step.experiment())).get(0).stepNanos(plan))
                .sum();
    }

    private UsageError unknown(String name) {
        return new UsageError(
                "there is no such experiment",
                name,
                "known are "
                        + String.join(", ", experiments.stream().map(Experiment::name).toList()),
                "tare run --help");
    }
}
