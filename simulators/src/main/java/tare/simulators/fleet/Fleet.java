package tare.simulators.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * Hosts, numbered from 0, class by class in the order of the list. Immutable.
 *
 * @param classes at least one; up to {@link #MOST_CLASSES}
 */
public record Fleet(List<HostClass> classes) {

    /** A class is kept in a byte for each host. */
    public static final int MOST_CLASSES = 127;

    public Fleet {
        classes = List.copyOf(classes);
        if (classes.isEmpty() || classes.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    classes.size() + " host classes; 1 to " + MOST_CLASSES + " are possible");
        }
        long hosts = 0;
        for (HostClass each : classes) {
            hosts += each.count();
        }
        if (hosts > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(hosts + " hosts");
        }
    }

    /** Hosts of one class. */
    public static Fleet of(HostClass hosts) {
        return new Fleet(List.of(hosts));
    }

    /** How many hosts of all classes. */
    public int hosts() {
        return firstOf(classes.size());
    }

    /** The number of the first host of a class. */
    public int firstOf(int hostClass) {
        int first = 0;
        for (int i = 0; i < hostClass; i++) {
            first += classes.get(i).count();
        }
        return first;
    }

    /** The same fleet with so much of each host kept away from instances. */
    public Fleet without(int reservedCpuMillis, long reservedBytes) {
        List<HostClass> rest = new ArrayList<>();
        for (HostClass each : classes) {
            rest.add(each.without(reservedCpuMillis, reservedBytes));
        }
        return new Fleet(rest);
    }

    /** Whether an empty host of some class, of which there is one, takes such an instance. */
    public boolean holds(int neededCpuMillis, long neededBytes) {
        for (HostClass each : classes) {
            if (each.count() > 0 && each.holds(neededCpuMillis, neededBytes)) {
                return true;
            }
        }
        return false;
    }
}
