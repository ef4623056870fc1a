package tare.results.model;

/** Unit of a metric, by its symbol in the Unified Code for Units of Measure (UCUM). */
public enum Unit {
    NANOSECONDS("ns"),
    BYTES("By"),
    /** A dimensionless count or ratio. */
    ONE("1"),
    KILOWATT_HOURS("kW.h"),
    HERTZ("Hz");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** The symbol written in result files. */
    public String symbol() {
        return symbol;
    }
}
