package tare.harness.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;

/** What the readings of one round say of clones. */
final class DivergenceFindings {

    /** How long after the fork, in milliseconds, filled up so that text and number order alike. */
    static final String AGE = "age-ms";

    static final String CLONES = "clones";

    private final Step step;
    private final int clones;
    private final double imageBytes;
    private final List<Finding> findings = new ArrayList<>();
    private double birthBytes;
    private double lastNanos;
    private double lastBytes;
    private boolean even;

    /**
     * @param clones of one image
     * @param imageBytes what that costs, once
     */
    DivergenceFindings(Step step, int clones, double imageBytes) {
        this.step = step;
        this.clones = clones;
        this.imageBytes = imageBytes;
        add(key(step.backend(), Metric.DIVERGENCE_IMAGE), imageBytes);
    }

    /**
     * Memory at an age; in rising order from 0, the birth.
     *
     * @param cloneBytes what each costs, the image aside
     * @param ownBytes of each that are the image's no more
     */
    void reading(long nanos, double cloneBytes, double ownBytes) {
        if (nanos == 0) {
            birthBytes = cloneBytes;
        }
        add(aged(key(step.backend(), Metric.DIVERGENCE_CLONE), nanos), cloneBytes);
        add(aged(key(step.backend(), Metric.DIVERGENCE_OWN), nanos), ownBytes);
        double level = evenBytes(imageBytes, birthBytes, clones);
        if (!even && nanos > 0 && cloneBytes >= level) {
            even = true;
            double share =
                    cloneBytes > lastBytes ? (level - lastBytes) / (cloneBytes - lastBytes) : 0;
            double at = lastNanos + Math.max(0, Math.min(1, share)) * (nanos - lastNanos);
            add(
                    key(step.backend(), Metric.DIVERGENCE_EVEN)
                            .with(CLONES, Integer.toString(clones)),
                    Math.rint(at));
        }
        lastNanos = nanos;
        lastBytes = cloneBytes;
    }

    /**
     * What a clone costs when n of them and their image cost as much as n copies, each of the image
     * and of what a clone costs at its birth.
     */
    static double evenBytes(double imageBytes, double birthBytes, int clones) {
        return imageBytes + birthBytes - imageBytes / clones;
    }

    /** All findings so far. */
    List<Finding> all() {
        return List.copyOf(findings);
    }

    static CellKey aged(CellKey key, long nanos) {
        return key.with(AGE, String.format(Locale.ROOT, "%06d", nanos / Divergence.MILLI));
    }

    static CellKey key(String backend, Metric metric) {
        return CellKey.of(Divergence.NAME, backend, Divergence.WORKLOAD, metric);
    }

    private void add(CellKey key, double value) {
        findings.add(
                new Finding.Found(
                        key, new Round(step.round(), step.order(), new Samples(Math.rint(value)))));
    }
}
