package tare.simulators.consolidation;

import java.util.List;
import java.util.stream.Stream;

/** By whose rules. */
public enum Edition {
    /** Those of the published program, slips included. */
    CLOUDSIM_3_0_3("cloudsim-3.0.3"),
    /** Those of the paper, as far as the program differs from it. */
    CORRECTED("corrected");

    private final String id;

    Edition(String id) {
        this.id = id;
    }

    /** The name in scenarios and results. */
    public String id() {
        return id;
    }

    /** All names. */
    public static List<String> ids() {
        return Stream.of(values()).map(Edition::id).toList();
    }

    /** The edition of a name that {@link #ids} has. */
    public static Edition of(String id) {
        return Stream.of(values())
                .filter(each -> each.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id));
    }
}
