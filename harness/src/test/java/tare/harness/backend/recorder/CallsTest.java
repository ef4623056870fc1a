package tare.harness.backend.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Layers;
import tare.harness.backend.Stages;
import tare.results.model.Metric;
import tare.workloads.stamp.Stamp;

class CallsTest {

    private static final List<Stamp.Call> OTHER =
            List.of(
                    shim(101, "b", "start"),
                    runtime(102, "create", "b"),
                    runtime(103, "start", "b"));

    private static final List<Stamp.Call> OURS =
            List.of(
                    shim(110, "a", "start"),
                    runtime(130, "create", "a"),
                    runtime(160, "start", "a"),
                    shim(900, "a", "delete"),
                    runtime(901, "delete", "a"));

    private static Stamp.Call shim(long nanos, String container, String verb) {
        return new Stamp.Call(
                nanos, List.of("/r/" + Recorder.SHIM, "-namespace", "n", "-id", container, verb));
    }

    private static Stamp.Call runtime(long nanos, String verb, String container) {
        return new Stamp.Call(nanos, List.of("/r/runtime", "--root", "/x", verb, container));
    }

    private static Calls calls(List<Stamp.Call> first, List<Stamp.Call> then) {
        List<Stamp.Call> all = new ArrayList<>(first);
        all.addAll(then);
        return new Calls(all);
    }

    @Test
    void theLayersAreThoseOfTheContainerAlone() {
        Map<Metric, Long> expected =
                Map.of(
                        Metric.LAYER_DAEMON, 10L,
                        Metric.LAYER_SHIM, 20L,
                        Metric.LAYER_RUNTIME, 30L,
                        Metric.LAYER_START, 40L,
                        Metric.LAYER_RECORDER, 7L);
        assertEquals(expected, calls(OTHER, OURS).layers("a", 100, 200, 7).nanos());
    }

    @Test
    void callsOfOtherContainersMakeNoLayers() {
        assertEquals(Layers.NONE, new Calls(OTHER).layers("a", 100, 200, 7));
    }

    @Test
    void aCallThatIsMissingLeavesNoLayers() {
        for (int missing = 0; missing < 3; missing++) {
            List<Stamp.Call> some = new ArrayList<>(OURS);
            some.remove(missing);
            assertEquals(Layers.NONE, calls(OTHER, some).layers("a", 100, 200, 7));
        }
    }

    @Test
    void aLaunchThatWasNeverReadyHasNoLayers() {
        assertEquals(Layers.NONE, new Calls(OURS).layers("a", 100, Stages.UNSEEN, 7));
    }

    @Test
    void onlyTheShimsStartCounts() {
        Calls calls = new Calls(List.of(shim(5, "a", "delete"), shim(6, "a", "start")));
        assertEquals(OptionalLong.of(6), calls.shim("a"));
        assertEquals(OptionalLong.empty(), calls.runtime("start", "a"));
    }
}
