package tare.simulators.storm;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.simulators.queue.Draws;
import tare.simulators.queue.Stretch;

/**
 * How long one technology's starts take: samples to draw from, and how they slow each other down.
 *
 * @param name the technology's
 * @param nanos of starts one after the other, at least one, each above 0
 * @param cpuShare which part of a core one start keeps busy, above 0
 * @param curve measured medians of starts at once against one alone, ascending; may be empty
 * @param measuredCores of the host where the curve was measured
 * @param labels how the figures came about
 * @param source who says so
 */
public record StartTimes(
        String name,
        BackendClass backendClass,
        List<Double> nanos,
        double cpuShare,
        List<Point> curve,
        int measuredCores,
        SortedSet<Label> labels,
        String source) {

    /**
     * One point of the curve.
     *
     * @param running starts at once, at least 1
     * @param factor how many times as long one takes then
     */
    public record Point(int running, double factor) {}

    public StartTimes {
        nanos = List.copyOf(nanos);
        curve = List.copyOf(curve);
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        if (nanos.isEmpty() || !(cpuShare > 0) || measuredCores < 1) {
            throw new IllegalArgumentException(
                    name + ": " + nanos.size() + " samples, " + cpuShare + " of a core");
        }
    }

    /** One sample, each as likely. */
    public double draw(Draws draws) {
        return nanos.get(draws.below(nanos.size()));
    }

    /**
     * How starts slow each other down on a host with so many cores free for them. The measured
     * curve, where there is one, is taken to scale with the cores: twice as many cores, twice as
     * many at once for the same factor. Beyond its end it goes on as steeply. Without one, starts
     * share the cores: none is slower until they need more than there are.
     */
    public Stretch stretch(double cores) {
        if (curve.size() < 2) {
            return running -> Math.max(1, running * cpuShare / cores);
        }
        return running -> onCurve(running * measuredCores / cores);
    }

    private double onCurve(double running) {
        int above = 1;
        while (above < curve.size() - 1 && curve.get(above).running() < running) {
            above++;
        }
        Point from = curve.get(above - 1);
        Point to = curve.get(above);
        double slope = (to.factor() - from.factor()) / (to.running() - from.running());
        double at = from.factor() + slope * (running - from.running());
        // Below the first point nothing is known but that one alone is not slowed down.
        return running <= curve.get(0).running() ? curve.get(0).factor() : Math.max(at, 1e-3);
    }
}
