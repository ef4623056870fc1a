package tare.simulators.consolidation;

import java.util.List;

/**
 * Hosts and the kinds of machines that run on them.
 *
 * @param hosts how many, of the kinds in turns
 * @param hostKinds at least one
 * @param vmKinds at least one; machines come in as many equal blocks by their number
 * @param networkMbit of each host; half of it is for migrations
 */
public record Estate(int hosts, List<HostKind> hostKinds, List<VmKind> vmKinds, int networkMbit) {

    /** Hosts of the published set-up. */
    public static final int PUBLISHED_HOSTS = 800;

    public Estate {
        hostKinds = List.copyOf(hostKinds);
        vmKinds = List.copyOf(vmKinds);
        if (hosts < 1 || hostKinds.isEmpty() || vmKinds.isEmpty() || networkMbit < 1) {
            throw new IllegalArgumentException(hosts + " hosts, " + networkMbit + " Mbit/s");
        }
    }

    /**
     * The published set-up: HP ML110 G4 and G5 in turns, machines like four kinds of Amazon EC2, 1
     * Gbit/s.
     *
     * @param hosts 800 there
     */
    public static Estate published(int hosts) {
        return new Estate(
                hosts,
                List.of(
                        new HostKind("HP ML110 G4", 2, 1860, 4096, PowerCurve.ML110_G4),
                        new HostKind("HP ML110 G5", 2, 2660, 4096, PowerCurve.ML110_G5)),
                List.of(
                        new VmKind(2500, 870),
                        new VmKind(2000, 1740),
                        new VmKind(1000, 1740),
                        new VmKind(500, 613)),
                1000);
    }

    /** The kind of a host. */
    public HostKind host(int index) {
        return hostKinds.get(index % hostKinds.size());
    }

    /** The kind of a machine among so many. */
    public VmKind vm(int index, int machines) {
        int block = (int) Math.ceil((double) machines / vmKinds.size());
        return vmKinds.get(index / block);
    }

    /**
     * Seconds that the memory of a machine takes over half of a host's network, in CloudSim's
     * units: 1 MiB counts as 8,000 kbit.
     */
    public double migrationSeconds(int memoryMib) {
        double kbit = networkMbit * 1000.0;
        return memoryMib / (kbit / (2 * 8000));
    }
}
