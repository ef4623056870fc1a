package tare.harness.backend.qemu;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import tare.results.model.Metric;

@Tag("runtime")
class MicrovmBackendTest extends QemuContract {

    @Override
    String key() {
        return "qemu:microvm-tcg";
    }

    /** Its firmware, qboot, says nothing. */
    @Override
    Set<Metric> layers() {
        return Set.of(Metric.LAYER_VMM, Metric.LAYER_GUEST);
    }

    /** By the same driver and the same files as in a q35. */
    @Override
    protected boolean javaShownByAnother() {
        return true;
    }
}
