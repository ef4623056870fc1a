package tare.simulators.plan;

import java.util.Locale;

/**
 * One way to run a fleet.
 *
 * @param host kind of all hosts
 * @param policy that places
 * @param cpuOvercommit how many times the cores are promised
 * @param memoryOvercommit likewise the memory
 * @param warm instances that are kept ready beside the services
 */
public record Choice(
        Technology technology,
        HostOffer host,
        String policy,
        double cpuOvercommit,
        double memoryOvercommit,
        int warm) {

    /** In words. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "%s on %s, %s, CPU x%s, memory x%s%s",
                technology.name(),
                host.kind().name(),
                policy,
                factor(cpuOvercommit),
                factor(memoryOvercommit),
                warm == 0 ? "" : ", " + warm + " kept warm");
    }

    /** Without a fraction where there is none. */
    public static String factor(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%s", value);
    }
}
