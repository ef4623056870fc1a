package tare.simulators.placement.index;

import tare.simulators.placement.Hosts;

/** The empty hosts of each class. They are alike, so that the lowest stands for all. */
final class EmptyHosts {

    private final Hosts hosts;
    private final LowestSet[] empty;
    private final int[] first;

    EmptyHosts(Hosts hosts) {
        this.hosts = hosts;
        int classes = hosts.classes().size();
        empty = new LowestSet[classes];
        first = new int[classes];
        int from = 0;
        for (int i = 0; i < classes; i++) {
            int count = hosts.classes().get(i).count();
            first[i] = from;
            empty[i] = LowestSet.full(count);
            for (int host = from; hosts.inUse() > 0 && host < from + count; host++) {
                if (hosts.instances(host) > 0) {
                    empty[i].remove(host - from);
                }
            }
            from += count;
        }
    }

    /** To be called when the host has changed and has so many instances now. */
    void changed(int host, int instances) {
        if (instances > 1) {
            return;
        }
        int kind = hosts.classOf(host);
        if (instances == 0) {
            empty[kind].add(host - first[kind]);
        } else {
            // Whatever came before, from here on it is in use.
            empty[kind].remove(host - first[kind]);
        }
    }

    /** The lowest empty host of a class, or none if it has none or they are too small. */
    int lowest(int kind, int cpu, long memory) {
        int lowest = empty[kind].lowest();
        return lowest == LowestSet.NONE || !hosts.classes().get(kind).holds(cpu, memory)
                ? Hosts.NONE
                : first[kind] + lowest;
    }
}
