package tare.workloads.benchmark.instance;

import java.nio.file.Path;

/** The directories that the host tells a fork of. */
public enum Place {
    /** The instance's own root file system. */
    ROOT("tare.inside.root", Requirement.WRITABLE_ROOT),

    /** A directory of the host's, seen inside by a bind mount or what stands for one. */
    BIND("tare.inside.bind", Requirement.BIND_MOUNT);

    private final String property;
    private final Requirement requirement;

    Place(String property, Requirement requirement) {
        this.property = property;
        this.requirement = requirement;
    }

    /** The system property that holds the directory's absolute path, as seen inside. */
    public String property() {
        return property;
    }

    /** What an instance without it lacks. */
    public Requirement requirement() {
        return requirement;
    }

    /** As {@code -D} argument of a fork's JVM. */
    public String argument(Path directory) {
        return "-D" + property + "=" + directory;
    }

    /**
     * The directory.
     *
     * @throws IllegalStateException if the property is not set: a {@link Lack}
     */
    public Path directory() {
        String path = System.getProperty(property, "");
        if (path.isEmpty()) {
            throw new Lack(requirement, "property " + property + " is not set").exception();
        }
        return Path.of(path);
    }
}
