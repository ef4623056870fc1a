package tare.harness.linux.cgroup;

/** What Tare wants a control group for. */
public enum Controller {
    /** Charges and limits memory, kernel memory included. */
    MEMORY("memory"),
    /** Counts and limits tasks. */
    PIDS("pids"),
    /** No controller: version 2's own {@code cgroup.kill}, which works without any. */
    KILL("");

    private final String kernelName;

    Controller(String kernelName) {
        this.kernelName = kernelName;
    }

    /** The name in mount options and in {@code cgroup.controllers}; empty for {@link #KILL}. */
    public String kernelName() {
        return kernelName;
    }
}
