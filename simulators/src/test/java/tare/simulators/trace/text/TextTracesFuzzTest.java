package tare.simulators.trace.text;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
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
 * JAZZER_FUZZ=1 mvn -pl simulators -am test -Dtest=TextTracesFuzzTest
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

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreATraceOrAnInputError(FuzzedDataProvider data) {
        int format = data.consumeInt(0, 6);
        Source source = Texts.source(data.consumeRemainingAsBytes());
        try {
            read(format, source);
        } catch (InputError expected) {
            // What a reader is to say of bytes that are no trace.
        }
    }

    private static void read(int format, Source source) {
        Consumer<InstanceRow> instances = TextTracesFuzzTest::requireSense;
        Consumer<UsageRow> usage = TextTracesFuzzTest::requireSense;
        Remarks remarks = new Remarks();
        switch (format) {
            case 0 -> new OpenbPods(source).instances(instances);
            case 1 -> new OpenbNodes(source).nodes(node -> {});
            case 2 -> new AzureVms(source).instances(instances);
            case 3 -> new AzureReadings(List.of(source)).usage(usage);
            case 4 -> PlanetLab.series(source, "a", new UsageCheck(usage, remarks), remarks);
            case 5 -> {
                Bitbrains.vm(source, "a", new InstanceCheck(instances, remarks), remarks);
                Bitbrains.series(source, "a", new UsageCheck(usage, remarks), remarks);
            }
            default -> {
                new MappedCsv(source, MAPPING).instances(instances);
                new MappedCsv(source, MAPPING).usage(usage);
            }
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
