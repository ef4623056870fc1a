package tare.simulators.trace.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tare.results.failure.InputError;
import tare.simulators.trace.InstanceCheck;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.Source;
import tare.simulators.trace.Texts;
import tare.simulators.trace.UsageCheck;
import tare.simulators.trace.UsageRow;

/**
 * Any bytes are a trace or an {@link InputError}, and no row of a trace is nonsense. In a usual
 * build only the stored inputs are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl simulators -am test -Dtest=TextTracesFuzzTest#bitbrains
 * }</pre>
 */
class TextTracesFuzzTest {

    private static final CsvMapping MAPPING =
            CsvMapping.of(
                    Map.of(
                            "id",
                            "#1",
                            "arrival",
                            "#2",
                            "duration",
                            "#3",
                            "cpu",
                            "#4",
                            "memory",
                            "#5",
                            "usage",
                            "#6",
                            "header",
                            "false"));

    private static final Consumer<InstanceRow> INSTANCES = TextTracesFuzzTest::requireSense;
    private static final Consumer<UsageRow> USAGE = TextTracesFuzzTest::requireSense;

    @FuzzTest(maxDuration = "60s")
    void openbPods(byte[] bytes) {
        read(source -> new OpenbPods(source).instances(INSTANCES), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void openbNodes(byte[] bytes) {
        read(source -> new OpenbNodes(source).nodes(TextTracesFuzzTest::requireSense), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void azureVms(byte[] bytes) {
        read(source -> new AzureVms(source).instances(INSTANCES), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void azureReadings(byte[] bytes) {
        read(source -> new AzureReadings(List.of(source)).usage(USAGE), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void planetLab(byte[] bytes) {
        Remarks remarks = new Remarks();
        read(
                source -> PlanetLab.series(source, "a", new UsageCheck(USAGE, remarks), remarks),
                bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void bitbrains(byte[] bytes) {
        Remarks remarks = new Remarks();
        read(
                source -> {
                    Bitbrains.vm(source, "a", new InstanceCheck(INSTANCES, remarks), remarks);
                    Bitbrains.series(source, "a", new UsageCheck(USAGE, remarks), remarks);
                },
                bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void mappedCsv(byte[] bytes) {
        read(source -> new MappedCsv(source, MAPPING).instances(INSTANCES), bytes);
        read(source -> new MappedCsv(source, MAPPING).usage(USAGE), bytes);
    }

    private static void read(Consumer<Source> reader, byte[] bytes) {
        try {
            reader.accept(Texts.source(bytes));
        } catch (InputError expected) {
            // What a reader is to say of bytes that are no trace.
        }
    }

    private static void requireSense(OpenbNodes.Node node) {
        if (node.cpuMillis() < 0 || node.memoryBytes() < 0 || node.gpus() < 0) {
            throw new AssertionError(node);
        }
    }

    private static void requireSense(InstanceRow row) {
        if (row.departsNanos() < row.arrivesNanos()
                || row.cpuMillis().orElse(0) < 0
                || row.memoryBytes().orElse(0) < 0) {
            throw new AssertionError(row);
        }
    }

    private static void requireSense(UsageRow row) {
        if (!(row.share() >= 0 && row.share() <= 1) || row.durationNanos() <= 0) {
            throw new AssertionError(row);
        }
    }
}
