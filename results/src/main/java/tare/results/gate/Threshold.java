package tare.results.gate;

/**
 * The minimum effect that holds for a cell.
 *
 * @param share largest of relative, absolute and noise floor, as a share of the reference
 * @param setBy which of them it is
 * @param floor the noise floor as a share; not a number where no second arm was measured
 */
public record Threshold(double share, SetBy setBy, double floor) {

    /** What sets a threshold. */
    public enum SetBy {
        RELATIVE("relative minimum"),
        ABSOLUTE("absolute minimum"),
        FLOOR("noise floor");

        private final String words;

        SetBy(String words) {
            this.words = words;
        }

        /** As a line says it. */
        public String words() {
            return words;
        }
    }

    /**
     * Takes the largest.
     *
     * @param reference the reference's figure, above 0
     * @param floor as a share, or not a number
     */
    public static Threshold of(MinimumEffect minimum, double reference, double floor) {
        double absolute = minimum.absolute() / reference;
        Threshold larger =
                absolute > minimum.share()
                        ? new Threshold(absolute, SetBy.ABSOLUTE, floor)
                        : new Threshold(minimum.share(), SetBy.RELATIVE, floor);
        return floor > larger.share() ? new Threshold(floor, SetBy.FLOOR, floor) : larger;
    }
}
