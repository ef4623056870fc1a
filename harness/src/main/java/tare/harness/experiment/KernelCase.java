package tare.harness.experiment;

import java.util.List;
import java.util.SortedMap;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

/**
 * A payload kernel with a buffer of some size.
 *
 * @param kernel what turns
 * @param bytes of the buffer
 */
record KernelCase(PayloadKernel kernel, long bytes) {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    /** The instrument's own proof. */
    static final KernelCase PROOF =
            new KernelCase(PayloadKernel.INTEGER_LOOP, KernelRequest.PAGE_BYTES);

    /**
     * All of them, the proof first. Loads are dependent within the first cache, within what a core
     * has for itself, and beyond the reach of the TLB.
     */
    static final List<KernelCase> ALL =
            List.of(
                    PROOF,
                    new KernelCase(PayloadKernel.ATOMIC_ADD, KernelRequest.PAGE_BYTES),
                    new KernelCase(PayloadKernel.EXIT, KernelRequest.PAGE_BYTES),
                    new KernelCase(PayloadKernel.DEPENDENT_LOADS, 32 * KIB),
                    new KernelCase(PayloadKernel.DEPENDENT_LOADS, MIB),
                    new KernelCase(PayloadKernel.DEPENDENT_LOADS, 64 * MIB),
                    new KernelCase(PayloadKernel.STREAMING, 64 * MIB),
                    new KernelCase(PayloadKernel.PAGE_TOUCH, 32 * MIB));

    /**
     * Its cell.
     *
     * @param place parameters that tell the place from others of the backend
     */
    CellKey key(String experiment, String backend, Metric metric, SortedMap<String, String> place) {
        CellKey key = new CellKey(experiment, backend, kernel.workload(), metric, place);
        return kernel.sized() ? key.with("size", size()) : key;
    }

    /** In the largest unit that it is whole in, for example {@code 64MiB}. */
    private String size() {
        return bytes % MIB == 0 ? bytes / MIB + "MiB" : bytes / KIB + "KiB";
    }
}
