package tare.harness.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Payload;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.HostTree;
import tare.harness.host.Pressure;
import tare.harness.linux.ThreadMigrations;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.statistics.Quantiles;

/** Chunks of kernels in several places in turns, and what they show. */
final class KernelTurns {

    private static final double LOWER_QUARTILE = 0.25;

    /** A chain that takes longer to lay is not laid. */
    private static final long LONGEST_PREPARATION_NANOS = 5_000_000_000L;

    private final Step step;
    private final long seed;
    private final int chunks;
    private final MonotonicClock clock;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param seed of the order in which the places take turns
     * @param chunks of each place and kernel
     */
    KernelTurns(Step step, long seed, int chunks, MonotonicClock clock) {
        this.step = step;
        this.seed = seed * 31 + step.round() * 1_009L + step.backend().hashCode();
        this.chunks = chunks;
        this.clock = clock;
    }

    /** What was found so far. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * The instrument's proof: both places in turns, round by round; in each round a ratio of lower
     * quartiles. What disturbed it is kept beside it.
     */
    void prove(KernelSite usual, KernelSite thread, int rounds) {
        List<KernelSite> both = List.of(usual, thread);
        Map<KernelSite, List<Double>> all = new HashMap<>();
        both.forEach(site -> all.put(site, new ArrayList<>()));
        List<Double> ratios = new ArrayList<>();
        Pressure.Snapshot before = Pressure.Snapshot.take(HostTree.live(), clock);
        OptionalLong migrated = ThreadMigrations.count();
        Map<KernelSite, KernelTimer> timers = timers(KernelCase.PROOF, both);
        for (int round = 0; round < rounds; round++) {
            Map<KernelSite, List<Double>> taken = take(timers, seed + round);
            taken.forEach((site, values) -> all.getOrDefault(site, values).addAll(values));
            if (taken.size() == both.size()) {
                ratios.add(lowerQuartile(taken, usual) / lowerQuartile(taken, thread));
            }
        }
        Pressure during = Pressure.between(before, Pressure.Snapshot.take(HostTree.live(), clock));
        both.forEach(site -> tell(KernelCase.PROOF, site, all.getOrDefault(site, List.of())));
        if (ratios.isEmpty()) {
            return;
        }
        found(proof(Metric.PROOF_RATIO), ratios);
        found(proof(Metric.HOST_STEAL), List.of(during.stealShare()));
        OptionalLong since = ThreadMigrations.count();
        if (migrated.isPresent() && since.isPresent()) {
            double moves = since.getAsLong() - migrated.getAsLong();
            found(proof(Metric.HOST_MIGRATIONS), List.of(moves));
        }
    }

    /** One kernel in all of the places, in turns. */
    void measure(KernelCase what, List<KernelSite> sites) {
        Map<KernelSite, List<Double>> taken = take(timers(what, sites), seed + what.hashCode());
        for (KernelSite site : sites) {
            tell(what, site, taken.getOrDefault(site, List.of()));
        }
    }

    /** Takes a place away; what is left of it is a finding. */
    void close(KernelSite site) {
        site.close()
                .ifPresent(
                        left ->
                                findings.add(
                                        new Finding.Missing(key(KernelCase.PROOF, site), left)));
    }

    /** Those of the places that can run it, prepared; why others cannot is a finding. */
    private Map<KernelSite, KernelTimer> timers(KernelCase what, List<KernelSite> sites) {
        Map<KernelSite, KernelTimer> timers = new LinkedHashMap<>();
        for (KernelSite site : sites) {
            if (site.payload().isEmpty()) {
                continue;
            }
            Payload payload = site.payload().get();
            if (!payload.kernels().contains(what.kernel())) {
                skip(what, site, "its memory is not cached here, so that it says nothing");
                continue;
            }
            KernelTimer timer = new KernelTimer(payload, what);
            try {
                long preparation = timer.preparationNanos();
                if (preparation > LONGEST_PREPARATION_NANOS) {
                    skip(
                            what,
                            site,
                            String.format(
                                    Locale.ROOT,
                                    "its chain would take about %d s to lay here",
                                    preparation / 1_000_000_000));
                } else {
                    timer.prepare();
                    timers.put(site, timer);
                }
            } catch (LaunchException e) {
                site.fail(e);
            }
        }
        return timers;
    }

    /**
     * Chunk by chunk, in an order drawn anew each time.
     *
     * @return nanoseconds per turn of each place that came through
     */
    private Map<KernelSite, List<Double>> take(
            Map<KernelSite, KernelTimer> timers, long orderSeed) {
        Map<KernelSite, List<Double>> taken = new LinkedHashMap<>();
        timers.keySet().forEach(site -> taken.put(site, new ArrayList<>()));
        for (int chunk = 0; chunk < chunks; chunk++) {
            List<KernelSite> order = new ArrayList<>(taken.keySet());
            Shuffle.inPlace(order, orderSeed * 1_000_003 + chunk);
            for (KernelSite site : order) {
                KernelTimer timer = timers.get(site);
                List<Double> values = taken.get(site);
                if (timer == null || values == null) {
                    continue;
                }
                try {
                    values.add(timer.chunk());
                } catch (LaunchException e) {
                    site.fail(e);
                    taken.remove(site);
                }
            }
        }
        return taken;
    }

    private static double lowerQuartile(Map<KernelSite, List<Double>> taken, KernelSite site) {
        return Quantiles.of(array(taken.getOrDefault(site, List.of())), LOWER_QUARTILE);
    }

    /** The place's cell: its samples, or why it has none. */
    private void tell(KernelCase what, KernelSite site, List<Double> values) {
        if (!site.reported()) {
            return;
        }
        CellKey key = key(what, site);
        if (site.failure().isPresent()) {
            findings.add(new Finding.Missing(key, site.failure().get()));
        } else if (!values.isEmpty()) {
            found(key, values);
        }
    }

    private void skip(KernelCase what, KernelSite site, String reason) {
        if (site.reported()) {
            Outcome.Absent why = new Outcome.Absent(Outcome.Kind.SKIPPED, reason, "");
            findings.add(new Finding.Missing(key(what, site), why));
        }
    }

    private CellKey key(KernelCase what, KernelSite site) {
        return what.key(
                step.experiment(), step.backend(), Metric.OVERHEAD_SCORE, site.parameters());
    }

    private CellKey proof(Metric metric) {
        return KernelCase.PROOF.key(step.experiment(), step.backend(), metric, new TreeMap<>());
    }

    private void found(CellKey key, List<Double> values) {
        Samples samples = new Samples(array(values));
        findings.add(new Finding.Found(key, new Round(step.round(), step.order(), samples)));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
