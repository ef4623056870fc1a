package tare.results.model;

/** Which way a metric improves. It belongs to the metric and is never guessed. */
public enum Direction {
    LOWER_IS_BETTER("lower"),
    HIGHER_IS_BETTER("higher"),
    /** The metric describes and does not judge. */
    NEUTRAL("neutral");

    private final String id;

    Direction(String id) {
        this.id = id;
    }

    /** The word written in result files. */
    public String id() {
        return id;
    }
}
