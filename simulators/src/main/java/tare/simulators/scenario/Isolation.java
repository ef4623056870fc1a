package tare.simulators.scenario;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.simulators.catalogue.Amount;
import tare.simulators.engine.Overhead;

/**
 * A technology as a scenario has it.
 *
 * @param name for tables
 * @param labels how its figures came about
 * @param memory for each instance, with its interval
 * @param cpuMillis for each instance
 * @param hostBytes of each host once
 * @param hostCpuMillis of each host once
 * @param source who says so
 * @param inside the machines between instances and hosts; none where instances are on hosts
 */
public record Isolation(
        String name,
        BackendClass backendClass,
        SortedSet<Label> labels,
        Amount memory,
        int cpuMillis,
        long hostBytes,
        int hostCpuMillis,
        String source,
        Optional<Machine> inside) {

    /**
     * Virtual machines that hold instances.
     *
     * @param cpuMillis what each gives to instances
     * @param memoryBytes likewise
     * @param slots how many instances at the most
     * @param memory what each machine costs its host beside that
     * @param policy who places instances on machines
     */
    public record Machine(
            int cpuMillis, long memoryBytes, int slots, Amount memory, String policy) {}

    /** Where in the interval of the memory. */
    public enum End {
        LOW("low"),
        MIDDLE(""),
        HIGH("high");

        private final String id;

        End(String id) {
            this.id = id;
        }

        /** The word in result files; empty for the best guess. */
        public String id() {
            return id;
        }

        /** So many bytes. */
        public long of(Amount amount) {
            return switch (this) {
                case LOW -> amount.lowBytes();
                case MIDDLE -> amount.bytes();
                case HIGH -> amount.highBytes();
            };
        }
    }

    public Isolation {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    /** What an instance costs what it stands on: a host, or a machine inside. */
    public Overhead overhead(End end) {
        return new Overhead(name, cpuMillis, end.of(memory), hostCpuMillis, hostBytes);
    }

    /** Whether a figure has an interval. */
    public boolean uncertain() {
        return memory.uncertain() || inside.map(vm -> vm.memory().uncertain()).orElse(false);
    }
}
