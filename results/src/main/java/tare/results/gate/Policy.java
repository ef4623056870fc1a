package tare.results.gate;

import java.util.List;

/**
 * What is gated, and how strictly.
 *
 * @param gated cells whose changes are judged; the first that selects a cell counts
 * @param limits promises, judged beside the changes
 * @param alpha chance of a false alarm over all gated cells together, for example 0.01
 * @param mode what a loss must show to fail
 * @param noisiest largest noise floor, as a share, at which absence of a loss can still be shown
 * @param waivers losses that are accepted
 */
public record Policy(
        List<Gated> gated,
        List<Limit> limits,
        double alpha,
        Mode mode,
        double noisiest,
        List<Waiver> waivers) {

    /** A change in time below this is nobody's loss, 20 us. */
    private static final double ABSOLUTE_NANOS = 20_000;

    private static final double SHARE = 0.03;
    private static final double ALPHA = 0.01;
    private static final double NOISIEST = 0.10;

    /** What a loss must show. */
    public enum Mode {
        /** The whole interval lies above the minimum effect. */
        STRICT,
        /** The estimate lies above the minimum effect, and the interval above no change. */
        POINT
    }

    public Policy {
        gated = List.copyOf(gated);
        limits = List.copyOf(limits);
        waivers = List.copyOf(waivers);
        if (!(alpha > 0 && alpha < 1 && noisiest > 0)) {
            throw new IllegalArgumentException("alpha " + alpha + ", noisiest " + noisiest);
        }
    }

    /** The median start and the memory of an instance; alpha 0.01, at least 3 % and 20 us. */
    public static Policy standard() {
        return new Policy(
                List.of(
                        new Gated(Selector.parse("start-p50"), minimum("start-p50"), false),
                        new Gated(
                                Selector.parse("memory.instance:p50"),
                                minimum("memory.instance:p50"),
                                false)),
                List.of(),
                ALPHA,
                Mode.STRICT,
                NOISIEST,
                List.of());
    }

    /** The same policy for other cells, each with the standard minimum effect. */
    public Policy gating(List<Selector> selectors) {
        List<Gated> others =
                selectors.stream().map(s -> new Gated(s, minimum(s.text()), true)).toList();
        return new Policy(others, limits, alpha, mode, noisiest, waivers);
    }

    /** The same policy with more promises. */
    public Policy limiting(List<Limit> more) {
        List<Limit> all = new java.util.ArrayList<>(limits);
        all.addAll(more);
        return new Policy(gated, all, alpha, mode, noisiest, waivers);
    }

    /** The same policy with a smaller chance of a false alarm, for one of several looks. */
    public Policy spending(double share) {
        return new Policy(gated, limits, share, mode, noisiest, waivers);
    }

    /** The standard minimum effect of a selector's metric. */
    public static MinimumEffect minimum(String selector) {
        return switch (Selector.parse(selector).metric().unit()) {
            case NANOSECONDS -> new MinimumEffect(SHARE, ABSOLUTE_NANOS);
            default -> new MinimumEffect(SHARE, 0);
        };
    }
}
