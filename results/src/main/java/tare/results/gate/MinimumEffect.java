package tare.results.gate;

/**
 * The smallest change that matters: whichever of the two is larger.
 *
 * @param share of the reference, 0.03 for 3 %
 * @param absolute in the metric's unit, 0 for none
 */
public record MinimumEffect(double share, double absolute) {

    public MinimumEffect {
        if (!(share >= 0 && share < 100 && absolute >= 0 && absolute < 1e18)) {
            throw new IllegalArgumentException("minimum effect " + share + ", " + absolute);
        }
    }
}
