package tare.simulators.sla;

import java.util.List;
import java.util.stream.Stream;

/** How well instances are kept apart, from the least. */
public enum Strength {
    /** One process beside the other. */
    PROCESS("process"),
    /** A shared kernel, seen through namespaces and filters. */
    CONTAINER("container"),
    /** A kernel in user space between. */
    SANDBOX("sandbox"),
    /** A virtual machine. */
    VM("vm");

    private final String id;

    Strength(String id) {
        this.id = id;
    }

    /** The word. */
    public String id() {
        return id;
    }

    /** All words, from the least. */
    public static List<String> ids() {
        return Stream.of(values()).map(Strength::id).toList();
    }

    /** Whether this keeps apart at least as well. */
    public boolean atLeast(Strength other) {
        return compareTo(other) >= 0;
    }
}
