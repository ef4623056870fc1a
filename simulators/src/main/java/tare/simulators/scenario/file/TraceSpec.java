package tare.simulators.scenario.file;

import java.nio.file.Path;
import java.util.List;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.trace.Source;
import tare.simulators.trace.Trace;
import tare.simulators.trace.parquet.OpenDc;
import tare.simulators.trace.sqlite.AzurePacking;
import tare.simulators.trace.text.AzureVms;
import tare.simulators.trace.text.Bitbrains;
import tare.simulators.trace.text.CsvMapping;
import tare.simulators.trace.text.MappedCsv;
import tare.simulators.trace.text.OpenbPods;
import tare.simulators.trace.text.PlanetLab;

/**
 * What a scenario says of a trace.
 *
 * @param cpuMillis what an instance asks for where the trace does not tell
 * @param memoryBytes likewise
 * @param cpuOnly whether what asks for a GPU is left out
 */
record TraceSpec(Trace trace, Path path, int cpuMillis, long memoryBytes, boolean cpuOnly) {

    private static final List<String> FORMATS =
            List.of(
                    PlanetLab.FORMAT,
                    Bitbrains.FORMAT,
                    OpenDc.FORMAT,
                    OpenbPods.FORMAT,
                    AzureVms.FORMAT,
                    AzurePacking.FORMAT,
                    MappedCsv.FORMAT);
    private static final List<String> UNITS = List.of("unsettled", "KiB", "MiB");

    static TraceSpec of(Value trace) {
        trace.only(Keys.TRACE);
        Path path = Path.of(trace.get("path").text());
        return new TraceSpec(
                opened(trace, path),
                path,
                trace.get("cores").cpuMillis(),
                trace.get("memory").bytes(),
                trace.get("keep").word(List.of("all", "cpu-only")).equals("cpu-only"));
    }

    /** Reads and digests what is there, and writes the digest down: a result names its input. */
    static WorkloadSpec.Recorded recorded(Value trace) {
        String digest = Digest.of(TraceSpec.of(trace).path());
        if (trace.has("digest") && !trace.get("digest").text().equals(digest)) {
            throw trace.get("path")
                    .error(
                            "its content is another than the one that the scenario ran on",
                            "give the same trace, or leave digest out");
        }
        trace.put("digest", digest);
        return new WorkloadSpec.Recorded(trace.json(), digest);
    }

    /** The same again from the name of a record. */
    static TraceSpec of(WorkloadSpec.Recorded recorded) {
        Places places = new Places("trace");
        return of(new Value(places, "", YamlTree.read(recorded.name(), "trace", places)));
    }

    private static Trace opened(Value trace, Path path) {
        Source source = Source.of(path);
        return switch (trace.get("format").word(FORMATS)) {
            case PlanetLab.FORMAT -> new PlanetLab(path);
            case Bitbrains.FORMAT -> new Bitbrains(path);
            case OpenDc.FORMAT -> new OpenDc(path, unit(trace.get("memoryUnit")));
            case OpenbPods.FORMAT -> new OpenbPods(source);
            case AzureVms.FORMAT -> new AzureVms(source);
            case AzurePacking.FORMAT -> new AzurePacking(path, machine(trace.get("machine")));
            default -> new MappedCsv(source, CsvMapping.of(trace.get("mapping").texts()));
        };
    }

    private static OpenDc.MemoryUnit unit(Value unit) {
        return switch (unit.word(UNITS)) {
            case "KiB" -> OpenDc.MemoryUnit.KIB;
            case "MiB" -> OpenDc.MemoryUnit.MIB;
            default -> OpenDc.MemoryUnit.UNSETTLED;
        };
    }

    private static AzurePacking.Machine machine(Value machine) {
        machine.only(Keys.MACHINE);
        return new AzurePacking.Machine(
                (int) machine.get("id").whole(0, Integer.MAX_VALUE),
                machine.get("cores").cpuMillis(),
                machine.get("memory").bytes());
    }
}
