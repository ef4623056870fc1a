package tare.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Registry;
import tare.harness.experiment.Divergence;
import tare.harness.experiment.Experiment;
import tare.harness.experiment.Ladder;
import tare.harness.experiment.Overhead;
import tare.harness.experiment.StartTime;
import tare.harness.experiment.Storm;
import tare.results.failure.HostError;
import tare.results.failure.Spelling;
import tare.results.failure.UsageError;
import tare.results.model.Plan;
import tare.results.model.Step;

/** Turns a request into a plan for this host. */
public final class Planner {

    /** Stands for every experiment. */
    public static final String ALL = "all";

    /** What is less does not show in an estimate. */
    private static final long NOTABLE_NANOS = 100_000_000L;

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
     * Refuses parameters that nothing reads: a misspelt one would be without effect.
     *
     * @param names as a user has set them, each of one backend or of all
     * @throws UsageError if one is unknown; the nearest is suggested
     */
    public void requireKnown(Set<String> names) {
        List<String> known =
                experiments.stream()
                        .flatMap(experiment -> experiment.parameters().stream())
                        .toList();
        for (String name : names) {
            String all = name.split("/", 2)[0];
            if (!known.contains(all)
                    && registry.rooms().stream().noneMatch(room -> room.reads(name))) {
                throw new UsageError(
                        "a plan has no such parameter",
                        "--set " + name,
                        "known are " + String.join(", ", known),
                        Spelling.nearest(all, known)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("tare run --dry-run lists those of a plan"));
            }
        }
    }

    /**
     * Opens the backends of a request and asks each whether it can be launched. What can be refused
     * without asking is refused before any is asked: answers take seconds, and start daemons.
     *
     * @param asking takes each key just before its backend is asked, which may take a while
     * @throws UsageError if an experiment or a key is unknown, or settings make no sense
     * @throws HostError if a required one cannot
     */
    public List<Candidate> candidates(
            RunRequest request, BackendContext context, Consumer<String> asking) {
        BackendContext own = context.with(BackendContext.settingsOf(request.parameters()));
        // Also where they are not used: settings that make no sense are refused.
        List<String> defaults = registry.defaultKeys(own.settings());
        Set<String> keys =
                new LinkedHashSet<>(request.backends().isEmpty() ? defaults : request.backends());
        keys.addAll(request.required());
        List<Backend> backends = keys.stream().map(key -> registry.open(key, own)).toList();
        rehearse(request, backends);
        List<Candidate> candidates = new ArrayList<>();
        Inquiry inquiry = new Inquiry(own.clock());
        for (Backend backend : backends) {
            String key = backend.key();
            asking.accept(key);
            Candidate candidate = inquiry.askAndTime(backend);
            Availability availability = candidate.availability();
            if (availability instanceof Availability.Unavailable absent
                    && request.required().contains(key)) {
                throw new HostError(
                        "a required backend is not available here",
                        key,
                        absent.reason(),
                        absent.remedy());
            }
            candidates.add(candidate);
        }
        return candidates;
    }

    /** Makes the plan as if all could be launched: a setting that makes no sense is found. */
    private void rehearse(RunRequest request, List<Backend> backends) {
        Availability assumed = new Availability.Available("");
        Plan plan =
                plan(request, backends.stream().map(b -> new Candidate(b, assumed)).toList(), 0);
        estimateNanos(plan, plan.steps());
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
        SortedMap<String, String> parameters = new TreeMap<>();
        for (Candidate candidate : candidates) {
            if (candidate.available()) {
                String key = candidate.backend().key();
                parameters.putAll(request.profile().parameters(key, candidate.launchNanos()));
                parameters.putAll(CrowdSize.of(request.profile()).parameters(candidate));
                parameters.putAll(LoadParameters.of(candidate));
                if (candidate.openingNanos() >= NOTABLE_NANOS) {
                    parameters.put(
                            StartTime.OPENING_MICROS + "/" + key,
                            Long.toString(candidate.openingNanos() / 1_000));
                }
            }
        }
        // What the user sets for all backends holds for the slow ones too.
        parameters
                .keySet()
                .removeIf(name -> request.parameters().containsKey(name.split("/", 2)[0]));
        request.rounds()
                .ifPresent(
                        rounds ->
                                List.of(
                                                Overhead.ROUNDS,
                                                Ladder.ROUNDS,
                                                Storm.ROUNDS,
                                                Divergence.ROUNDS)
                                        .forEach(
                                                name ->
                                                        parameters.put(
                                                                name, Integer.toString(rounds))));
        parameters.putAll(request.parameters());
        IntFunction<Plan> ofRounds =
                rounds ->
                        Schedule.plan(
                                request.seed().orElse(seed),
                                request.profile(),
                                experiments(request.experiments()),
                                keys,
                                available,
                                rounds,
                                parameters);
        return ofRounds.apply(
                request.rounds()
                        .orElseGet(
                                () ->
                                        request.profile()
                                                .affordableRounds(
                                                        rounds ->
                                                                estimateNanos(
                                                                        ofRounds.apply(rounds)))));
    }

    private long estimateNanos(Plan plan) {
        return estimateNanos(plan, plan.steps());
    }

    /** About how long these steps of a plan take, in nanoseconds. */
    public long estimateNanos(Plan plan, List<Step> steps) {
        return steps.stream()
                .mapToLong(
                        step ->
                                experiments(List.of(step.experiment()))
                                        .get(0)
                                        .stepNanos(plan, step.backend()))
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
