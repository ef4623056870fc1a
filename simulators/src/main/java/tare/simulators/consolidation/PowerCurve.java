package tare.simulators.consolidation;

/**
 * Watts of a host over its load, linear between measured points.
 *
 * <p>Source: results of SPECpower_ssj2008 at 0, 10 .. 100 % of load, as CloudSim 3.0.3 has them.
 */
public enum PowerCurve {
    ML110_G3("HP ML110 G3", 105, 112, 118, 125, 131, 137, 147, 153, 157, 164, 169),
    ML110_G4("HP ML110 G4", 86, 89.4, 92.6, 96, 99.5, 102, 106, 108, 112, 114, 117),
    ML110_G5("HP ML110 G5", 93.7, 97, 101, 105, 110, 116, 121, 125, 129, 133, 135),
    X3250_X3470("IBM x3250 X3470", 41.6, 46.7, 52.3, 57.9, 65.4, 73, 80.7, 89.5, 99.6, 105, 113),
    X3250_X3480("IBM x3250 X3480", 42.3, 46.7, 49.7, 55.4, 61.8, 69.3, 76.1, 87, 96.1, 106, 113),
    X3550_X5670("IBM x3550 X5670", 66, 107, 120, 131, 143, 156, 173, 191, 211, 229, 247),
    X3550_X5675("IBM x3550 X5675", 58.4, 98, 109, 118, 128, 140, 153, 170, 189, 205, 222);

    private static final int STEPS = 10;
    private static final double TO_PERCENT = 100;

    private final String id;

    // Filled by the constructor and never given away; read millions of times a day.
    @SuppressWarnings("ImmutableEnumChecker")
    private final double[] watts;

    @SuppressWarnings("ImmutableEnumChecker")
    private final double[] slopes = new double[STEPS];

    PowerCurve(String id, double... watts) {
        this.id = id;
        this.watts = watts;
        for (int i = 0; i < STEPS; i++) {
            slopes[i] = (watts[i + 1] - watts[i]) / STEPS;
        }
    }

    /** Maker and model. */
    public String id() {
        return id;
    }

    /**
     * Power at a load, in the order of operations of CloudSim, so that no bit differs.
     *
     * @param load 0 to 1; above 1 counts as 1
     */
    public double watts(double load) {
        if (load >= 1) {
            return watts[STEPS];
        }
        double tenths = load * STEPS;
        int below = (int) tenths;
        if (below == tenths) {
            return watts[below];
        }
        return watts[below] + slopes[below] * (load - (double) below / STEPS) * TO_PERCENT;
    }
}
