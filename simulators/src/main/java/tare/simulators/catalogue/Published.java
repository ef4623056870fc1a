package tare.simulators.catalogue;

import java.util.List;
import java.util.Optional;
import tare.results.model.BackendClass;

/**
 * What others have published that one more instance costs: figures of other hosts, to plan with
 * where nothing was measured.
 *
 * @param name the backend's key where Tare has one
 * @param memory of one idle instance
 * @param source who says so
 * @param hardware where it was measured
 */
public record Published(
        String name, BackendClass backendClass, Amount memory, String source, String hardware) {

    private static final long MEGABYTE = 1_000_000;
    private static final long MEBIBYTE = 1 << 20;

    private static final String GVISOR_GUIDE = "gVisor's performance guide";
    private static final String GCE = "GCE n1-standard-4";
    private static final String KATA_CI = "Kata Containers' CI, PSS of an instance by QEMU";

    private static final List<Published> ALL =
            List.of(
                    new Published(
                            "process",
                            BackendClass.PROCESS,
                            Amount.of(0),
                            "by definition: what the others are compared with",
                            "none"),
                    new Published(
                            "runc",
                            BackendClass.CONTAINER,
                            Amount.of(4_100_000),
                            GVISOR_GUIDE,
                            GCE),
                    new Published(
                            "gvisor",
                            BackendClass.SANDBOX,
                            Amount.of(23_700_000),
                            GVISOR_GUIDE,
                            GCE),
                    new Published(
                            "firecracker",
                            BackendClass.VM,
                            new Amount(20 * MEGABYTE, 15 * MEGABYTE, 25 * MEGABYTE),
                            "raw data of Agache et al., NSDI 2020: resident of 131 MB mapped",
                            "m5d.metal, Xeon 8175M"),
                    new Published(
                            "kata",
                            BackendClass.VM,
                            Amount.of(117 * MEBIBYTE),
                            KATA_CI,
                            "not stated"),
                    new Published(
                            "kata-ksm",
                            BackendClass.VM,
                            Amount.of(50 * MEBIBYTE),
                            KATA_CI + ", pages merged",
                            "not stated"),
                    new Published(
                            "forked",
                            BackendClass.FORKED_VM,
                            Amount.of(MEGABYTE),
                            "the descriptor of a clone in Lagar-Cavilla et al., SnowFlock,"
                                    + " EuroSys 2009; pages that it writes come on top",
                            "not stated"));

    /** All of them, in the order to be shown. */
    public static List<Published> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Optional<Published> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
