package tare.results.gate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tare.results.comparison.CellPair;
import tare.results.comparison.Comparability;
import tare.results.comparison.Comparison;
import tare.results.comparison.Contrast;
import tare.results.comparison.Difference;
import tare.results.failure.UsageError;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Direction;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.statistics.Adjusted;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.NoiseFloor;
import tare.results.statistics.PairedRatio;
import tare.results.statistics.RatioTest;
import tare.results.statistics.Sensitivity;

/** Judges results by a policy. */
public final class Gate {

    private static final double POWER = 0.8;
    private static final double SHIFT = 0.05;

    private final Policy policy;
    private final String repeat;

    /**
     * Prepares a gate.
     *
     * @param today by which waivers expire
     * @param repeat the command that repeats it, for the report
     * @throws UsageError if a waiver has expired
     */
    public Gate(Policy policy, LocalDate today, String repeat) {
        this.policy = policy;
        this.repeat = repeat;
        for (Waiver waiver : policy.waivers()) {
            if (waiver.expired(today)) {
                throw waiverError(waiver, "it expired on " + waiver.expires());
            }
        }
    }

    /**
     * Judges a result against a stored one.
     *
     * @param subjects and waived: see {@link Comparability#of}
     */
    public GateReport against(
            RunResult reference, RunResult other, Set<String> subjects, Set<String> waived) {
        Comparability comparability = Comparability.of(reference, other, subjects, waived);
        boolean paired = Comparison.sameRun(reference, other);
        Family family = new Family(Comparison.pairs(reference, other), paired, Noise.UNKNOWN);
        List<GateLine> lines =
                comparability.comparable()
                        ? family.lines()
                        : incomparable(family, comparability.binding());
        return report(reference.id(), other, paired, comparability.differences(), lines);
    }

    /** Judges the sides of one run against each other. */
    public GateReport arms(RunResult run) {
        Arms arms = Arms.of(run.cells());
        Family family = new Family(arms.pairs(), true, arms);
        return report(run.id(), run, true, List.of(), family.lines());
    }

    /** Judges promises alone. */
    public GateReport promises(RunResult run) {
        return report("", run, false, List.of(), List.of());
    }

    private GateReport report(
            String referenceId,
            RunResult run,
            boolean paired,
            List<Difference> differences,
            List<GateLine> lines) {
        List<String> troubles = new ArrayList<>();
        List<LimitLine> limits = limits(run, troubles);
        if (!referenceId.isEmpty()) {
            for (Gated gated : policy.gated()) {
                if (gated.required() && lines.stream().noneMatch(l -> chosen(gated, l.key()))) {
                    troubles.add("no cell of either side is " + gated.selector().text());
                }
            }
            if (lines.stream().noneMatch(GateLine::gated)) {
                troubles.add(
                        "neither side has a measured cell that the policy gates" + reasons(run));
            }
            for (Waiver waiver : policy.waivers()) {
                if (lines.stream().noneMatch(line -> covers(waiver, line))) {
                    throw waiverError(waiver, "no gated cell is covered by it");
                }
            }
        }
        List<GateLine> sorted = new ArrayList<>(lines);
        sorted.sort(
                Comparator.comparing(GateLine::gated)
                        .thenComparing(line -> line.judgement().verdict())
                        .reversed());
        return new GateReport(
                referenceId,
                run.id(),
                paired,
                differences,
                sorted,
                limits,
                troubles,
                policy.alpha(),
                repeat);
    }

    /** Why cells that would be gated are absent. */
    private String reasons(RunResult run) {
        List<String> reasons =
                run.cells().stream()
                        .filter(c -> policy.gated().stream().anyMatch(g -> chosen(g, c.key())))
                        .filter(c -> c.outcome() instanceof Outcome.Absent)
                        .map(c -> ((Outcome.Absent) c.outcome()).reason())
                        .distinct()
                        .limit(3)
                        .toList();
        return reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
    }

    private List<LimitLine> limits(RunResult run, List<String> troubles) {
        List<LimitLine> lines = new ArrayList<>();
        for (Limit limit : policy.limits()) {
            List<Cell> cells =
                    run.cells().stream().filter(c -> limit.selector().matches(c.key())).toList();
            if (cells.isEmpty()) {
                troubles.add("no cell is " + limit.selector().text());
            }
            cells.forEach(c -> lines.add(LimitLine.of(c.key(), c.outcome(), limit)));
        }
        lines.sort(Comparator.comparing(LimitLine::verdict).reversed());
        return lines;
    }

    private List<GateLine> incomparable(Family family, List<Difference> binding) {
        String why = String.join("; ", binding.stream().map(Difference::sentence).toList());
        return family.candidates().stream()
                .map(
                        candidate ->
                                absent(
                                        candidate,
                                        Verdict.INCOMPARABLE,
                                        "hosts or tools differ: " + why))
                .toList();
    }

    private GateLine absent(Candidate candidate, Verdict verdict, String reason) {
        return new GateLine(
                candidate.pair().key(),
                candidate.quantile(),
                candidate.gated().isPresent(),
                new Judgement(verdict, reason),
                Optional.empty(),
                1,
                candidate.pair().notes(),
                Optional.empty());
    }

    private static boolean chosen(Gated gated, CellKey key) {
        return gated.selector().matches(key);
    }

    private static boolean covers(Waiver waiver, GateLine line) {
        return line.gated()
                && waiver.selector().matches(line.key())
                && waiver.selector().quantile() == line.quantile();
    }

    private static UsageError waiverError(Waiver waiver, String why) {
        return new UsageError(
                "a waiver does not hold",
                waiver.selector().text() + " (" + waiver.reason() + ")",
                why,
                "take it out of the policy, or correct it");
    }

    /** A cell that may be judged. */
    private record Candidate(CellPair pair, double quantile, Optional<Gated> gated) {}

    /** A cell's figures before p is adjusted. */
    private record Measured(Candidate candidate, Contrast.Figures sides, RatioTest worse) {}

    /** All cells of two sides, and what is gated of them: one family of tests. */
    private final class Family {

        private final List<CellPair> pairs;
        private final boolean paired;
        private final Noise noise;

        Family(List<CellPair> pairs, boolean paired, Noise noise) {
            this.pairs = pairs;
            this.paired = paired;
            this.noise = noise;
        }

        List<Candidate> candidates() {
            List<Candidate> found = new ArrayList<>();
            for (CellPair pair : pairs) {
                if (pair.absent()) {
                    continue;
                }
                List<Gated> chosen =
                        policy.gated().stream().filter(g -> chosen(g, pair.key())).toList();
                chosen.stream()
                        .mapToDouble(gated -> gated.selector().quantile())
                        .distinct()
                        .forEach(q -> found.add(new Candidate(pair, q, first(chosen, q))));
                if (chosen.isEmpty()
                        && pair.key().metric().direction() != Direction.NEUTRAL
                        && pair.incomparable().isEmpty()) {
                    found.add(new Candidate(pair, 0.5, Optional.empty()));
                }
            }
            return found;
        }

        List<GateLine> lines() {
            List<GateLine> lines = new ArrayList<>();
            List<Measured> gated = new ArrayList<>();
            List<Measured> others = new ArrayList<>();
            for (Candidate candidate : candidates()) {
                Optional<String> reason = candidate.pair().incomparable();
                if (reason.isPresent()) {
                    lines.add(absent(candidate, Verdict.INCOMPARABLE, reason.get()));
                    continue;
                }
                Contrast contrast =
                        Comparison.contrast(candidate.pair(), candidate.quantile(), paired);
                if (contrast instanceof Contrast.Figures figures) {
                    (candidate.gated().isPresent() ? gated : others)
                            .add(new Measured(candidate, figures, worse(candidate, figures)));
                } else {
                    String why = ((Contrast.Unknown) contrast).reason();
                    lines.add(absent(candidate, Verdict.INCONCLUSIVE, why));
                }
            }
            judge(gated, Adjusted.holm(chances(gated)), lines);
            judge(others, Adjusted.benjaminiHochberg(chances(others)), lines);
            return lines;
        }

        private void judge(List<Measured> family, double[] adjusted, List<GateLine> lines) {
            for (int i = 0; i < adjusted.length; i++) {
                lines.add(line(family.get(i), adjusted[i], adjusted.length));
            }
        }

        private GateLine line(Measured measured, double adjustedP, int tests) {
            Candidate candidate = measured.candidate();
            CellKey key = candidate.pair().key();
            MinimumEffect minimum =
                    candidate
                            .gated()
                            .map(Gated::minimum)
                            .orElseGet(() -> Policy.minimum(key.metric().id()));
            Optional<NoiseFloor> floor = noise.floor(key, candidate.quantile());
            Threshold threshold =
                    Threshold.of(
                            minimum,
                            measured.sides().reference(),
                            floor.map(NoiseFloor::share).orElse(Double.NaN));
            Bimodality modes = Bimodality.of(candidate.pair(), noise.references(candidate.pair()));
            Judgement judgement =
                    modes.judged(
                            Judgement.of(measured.worse(), adjustedP, tests, threshold, policy)
                                    .whole(pairs.stream().noneMatch(candidate.pair()::failedIn)),
                            candidate.quantile());
            GateLine line =
                    new GateLine(
                            key,
                            candidate.quantile(),
                            candidate.gated().isPresent(),
                            judgement,
                            Optional.of(figures(measured, minimum, threshold, floor, tests)),
                            adjustedP,
                            modes.notes(candidate.pair().notes()),
                            Optional.empty());
            Optional<Waiver> waiver =
                    judgement.verdict() == Verdict.FAIL
                            ? policy.waivers().stream().filter(w -> covers(w, line)).findFirst()
                            : Optional.empty();
            return new GateLine(
                    line.key(),
                    line.quantile(),
                    line.gated(),
                    judgement,
                    line.figures(),
                    adjustedP,
                    line.notes(),
                    waiver);
        }

        private GateLine.Figures figures(
                Measured measured,
                MinimumEffect minimum,
                Threshold threshold,
                Optional<NoiseFloor> floor,
                int tests) {
            RatioTest worse = measured.worse();
            double alpha = policy.alpha() / tests;
            Threshold quiet = Threshold.of(minimum, measured.sides().reference(), Double.NaN);
            int rounds = Math.min(worse.referenceRounds(), worse.otherRounds());
            return new GateLine.Figures(
                    measured.sides(),
                    worse,
                    threshold,
                    worse.detectable(alpha, POWER),
                    smallestFailing(measured, threshold, quiet, floor, tests),
                    rounds < 2
                            ? Integer.MAX_VALUE
                            : Sensitivity.rounds(
                                    worse.logError(),
                                    rounds,
                                    StrictMath.log(1 + quiet.share()),
                                    threshold.floor() > 0
                                            ? StrictMath.log(1 + threshold.floor())
                                            : 0,
                                    SHIFT,
                                    alpha));
        }

        private double smallestFailing(
                Measured measured,
                Threshold threshold,
                Threshold quiet,
                Optional<NoiseFloor> floor,
                int tests) {
            double alpha = policy.alpha() / tests;
            RatioTest worse = measured.worse();
            if (worse.freedom() <= 0 || Judgement.tooFew(worse, policy.alpha(), tests)) {
                return Double.POSITIVE_INFINITY;
            }
            // Arms that chance sets apart would be set apart otherwise in another run.
            NoiseFloor drawn = floor.filter(n -> !n.apart()).orElse(null);
            Sensitivity.Rule rule =
                    new Sensitivity.Rule(
                            StrictMath.log(1 + (drawn == null ? threshold : quiet).share()),
                            alpha,
                            policy.mode() == Policy.Mode.STRICT);
            double[] reference = array(measured.sides().referenceRounds());
            double[] other = array(measured.sides().otherRounds());
            long seed = BootstrapInterval.seed("S95 " + measured.candidate().pair().key());
            return worse.paired()
                    ? Sensitivity.paired(PairedRatio.logRatios(reference, other), drawn, rule, seed)
                    : Sensitivity.unpaired(reference, other, worse.freedom(), rule, seed);
        }
    }

    private static RatioTest worse(Candidate candidate, Contrast.Figures figures) {
        return candidate.pair().key().metric().direction() == Direction.HIGHER_IS_BETTER
                ? figures.test().inverted()
                : figures.test();
    }

    private static Optional<Gated> first(List<Gated> chosen, double quantile) {
        return chosen.stream().filter(g -> g.selector().quantile() == quantile).findFirst();
    }

    private static double[] chances(List<Measured> family) {
        return family.stream().mapToDouble(measured -> measured.worse().p()).toArray();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
