package tare.workloads.benchmark.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tare.workloads.benchmark.instance.Place;
import tare.workloads.benchmark.instance.Scratch;

/** The values of parameter {@code place}. */
final class Places {

    private Places() {}

    static Place named(String place) {
        return switch (place) {
            case "root" -> Place.ROOT;
            case "bind" -> Place.BIND;
            default -> throw new IllegalArgumentException("no place " + place);
        };
    }

    static IllegalStateException failed(@Nullable Scratch scratch, IOException e) {
        return scratch == null
                ? new IllegalStateException("JMH did not call open(): " + e)
                : scratch.failed(e);
    }
}
