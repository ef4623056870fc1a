package tare.simulators.trace.text;

import java.util.function.Consumer;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Source;

/** Nodes of Alibaba's cluster of 2023: CSV with a header. */
public final class OpenbNodes {

    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double PER_MILLI = 1000;

    private final Source source;

    public OpenbNodes(Source source) {
        this.source = source;
    }

    /**
     * One node.
     *
     * @param name its name in the trace
     * @param cpuMillis thousandths of a core
     * @param memoryBytes all its memory
     * @param gpus whole GPUs in it
     */
    public record Node(String name, int cpuMillis, long memoryBytes, int gpus) {}

    /** Gives each node in the order of the file. */
    public void nodes(Consumer<Node> nodes) {
        new Table(source, ',').linesBelow(header -> node(header, nodes));
    }

    private static Consumer<Line> node(Header header, Consumer<Node> nodes) {
        Column name = header.column("sn");
        Column cpu = header.column("cpu_milli");
        Column memory = header.column("memory_mib");
        Column gpu = header.column("gpu");
        return line ->
                nodes.accept(
                        new Node(
                                line.text(name),
                                Numbers.cpuMillis(line.number(cpu) / PER_MILLI, line.at(cpu)),
                                Numbers.memoryBytes(
                                        line.number(memory), BYTES_PER_MIB, line.at(memory)),
                                Numbers.cpuMillis(line.number(gpu), line.at(gpu))
                                        / (int) PER_MILLI));
    }
}
