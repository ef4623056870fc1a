package tare.harness.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tare.harness.crowd.Batch;
import tare.harness.crowd.Growth;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;

/** Turns what a crowd did into cells. */
final class DensityFindings {

    private static final String WORKLOAD = "probe";
    private static final String INSTANCES = "instances";

    private final Step step;
    private final List<Finding> all = new ArrayList<>();
    private @Nullable Account base;

    DensityFindings(Step step) {
        this.step = step;
    }

    static CellKey key(String backend, Metric metric) {
        return CellKey.of(Density.NAME, backend, WORKLOAD, metric);
    }

    /** All accounts at one time. */
    private record Account(double available, double pss, double kernel) {}

    /**
     * All accounts, once they stand still: without instances first, then with all.
     *
     * @param pss proportional set sizes of helpers and instances; empty if they cannot be had, and
     *     then there is no residual either
     */
    void account(int alive, MemoryReader.Reading reading, OptionalLong pss) {
        memory(alive, reading);
        if (pss.isEmpty()) {
            return;
        }
        double bytes = (double) pss.getAsLong();
        Account now = new Account(reading.availableBytes(), bytes, reading.kernelBytes());
        Account before = base;
        add(at(Metric.MEMORY_PSS, alive), bytes);
        if (before == null) {
            base = now;
        } else {
            double fall = before.available() - now.available();
            double told = now.pss() - before.pss() + now.kernel() - before.kernel();
            add(key(step.backend(), Metric.MEMORY_RESIDUAL), (fall - told) / alive);
        }
    }

    /** Memory while so many live; a later reading takes the place of an earlier one. */
    void memory(int alive, MemoryReader.Reading reading) {
        all.removeIf(
                finding ->
                        Integer.toString(alive).equals(finding.key().parameters().get(INSTANCES)));
        add(at(Metric.MEMORY_KERNEL, alive), reading.kernelBytes());
        add(at(Metric.MEMORY_AVAILABLE, alive), reading.availableBytes());
        reading.cgroupBytes().ifPresent(bytes -> add(at(Metric.MEMORY_CGROUP, alive), bytes));
    }

    /**
     * The crowd itself.
     *
     * @param answering how many instances acted once more at the end
     * @param endingNanos what it took to end all
     */
    void growth(Growth growth, int answering, long endingNanos) {
        add(key(step.backend(), Metric.DENSITY_INSTANCES), answering);
        add(
                key(step.backend(), Metric.DENSITY_LIMIT).with("limit", growth.limit().id()),
                growth.alive());
        if (!growth.starts().isEmpty()) {
            add(
                    key(step.backend(), Metric.STAGE_READY),
                    growth.starts().stream().mapToDouble(Batch.Start::nanos).toArray());
            add(key(step.backend(), Metric.STAGE_STOPPED).with("of", "all"), (double) endingNanos);
        }
    }

    List<Finding> all() {
        return all;
    }

    private CellKey at(Metric metric, int alive) {
        return key(step.backend(), metric).with(INSTANCES, Integer.toString(alive));
    }

    private void add(CellKey key, double... values) {
        all.add(new Finding.Found(key, new Round(step.round(), step.order(), new Samples(values))));
    }
}
