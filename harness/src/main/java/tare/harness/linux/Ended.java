package tare.harness.linux;

/**
 * How a child ended.
 *
 * @param status as wait4 gives it
 * @param cpuNanos user and system time that it took, to a microsecond
 */
public record Ended(int status, long cpuNanos) {

    /** Whether it ended by itself with status 0. */
    public boolean succeeded() {
        return status == 0;
    }

    /** In words, for example {@code exit status 127} or {@code killed by signal 9}. */
    public String describe() {
        int signal = status & 0x7f;
        return signal == 0
                ? "exit status " + ((status >> 8) & 0xff)
                : "killed by signal " + signal + (signal == 31 ? " (SIGSYS: seccomp)" : "");
    }
}
