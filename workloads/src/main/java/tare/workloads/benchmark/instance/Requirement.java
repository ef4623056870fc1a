package tare.workloads.benchmark.instance;

import java.util.Locale;

/** What a benchmark may need of its instance. */
public enum Requirement {
    /** A root directory of its own in which files can be made. */
    WRITABLE_ROOT("a writable directory of its own"),

    /** A directory of the host's, in which files can be made. */
    BIND_MOUNT("a writable directory of the host's"),

    /** Room for files of a few MiB. */
    SPACE("room for files"),

    /** Address 127.0.0.1, to be listened on and connected to. */
    LOOPBACK("a loopback interface that is up"),

    /** Unix sockets, with a path short enough to be an address. */
    UNIX_SOCKETS("Unix sockets below its root"),

    /** Huge pages for a heap that asks for them. */
    HUGE_PAGES("transparent huge pages"),

    /** {@code /proc} with what the kernel says of a process. */
    PROC("/proc"),

    /** {@code /dev/null} and {@code /dev/zero}. */
    DEVICES("/dev/null and /dev/zero"),

    /** As much memory as the benchmark's arrays take. */
    MEMORY("memory"),

    /** One more thread or process. */
    TASKS("threads and processes"),

    /** A root directory whose files may be executed. */
    EXECUTION("files that may be executed");

    private final String meaning;

    Requirement(String meaning) {
        this.meaning = meaning;
    }

    /** Its name as users and messages write it, such as {@code writable-root}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, to go on after "the instance lacks". */
    public String meaning() {
        return meaning;
    }
}
