package tare.harness.backend.program;

import java.util.List;
import java.util.function.Function;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.Rung;
import tare.harness.backend.Rungs;

/**
 * One rung of a driver's ladder.
 *
 * @param way see {@link Rung}, as the layers
 * @param driver drives instances with what is on at this rung, under a key that names it
 * @param acts whether they act; else a launch is done once they are entered
 */
public record DriverRung(Rung.Way way, List<String> layers, Driver driver, boolean acts) {

    public DriverRung {
        layers = List.copyOf(layers);
    }

    /** One whose instances act. */
    public static DriverRung of(Rungs.Step<?> step, Driver driver) {
        return new DriverRung(step.way(), step.layers(), driver, true);
    }

    /** The rung by its launches. */
    Rung opened(Function<InstanceSpec, Launch> prepare) {
        return acts
                ? Rung.of(way, layers, driver.key(), prepare)
                : Rung.inert(way, layers, driver.key(), prepare);
    }
}
