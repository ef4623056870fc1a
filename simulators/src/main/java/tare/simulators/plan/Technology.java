package tare.simulators.plan;

import java.util.Optional;
import tare.results.model.BackendClass;
import tare.simulators.scenario.Isolation;
import tare.simulators.sla.Strength;
import tare.simulators.storm.StartTimes;

/**
 * A technology as a plan sees it.
 *
 * @param isolation what an instance costs in memory
 * @param starts how long starts take; none where nobody has measured or published it
 * @param cpuFactor how many times as much CPU work needs inside, above 0
 * @param cpuSource where that comes from
 * @param interference what neighbours were measured to do to each other, in words
 */
public record Technology(
        Isolation isolation,
        Optional<StartTimes> starts,
        double cpuFactor,
        String cpuSource,
        String interference) {

    public String name() {
        return isolation.name();
    }

    /** How well it keeps instances apart. Stacked ones are as strong as what is outermost. */
    public Strength strength() {
        BackendClass kind = isolation.backendClass();
        return switch (kind) {
            case PROCESS -> Strength.PROCESS;
            case CONTAINER -> Strength.CONTAINER;
            case SANDBOX -> Strength.SANDBOX;
            default -> Strength.VM;
        };
    }
}
