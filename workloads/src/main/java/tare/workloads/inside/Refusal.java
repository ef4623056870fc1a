package tare.workloads.inside;

import java.util.Arrays;
import java.util.Optional;

/** Why a JVM inside an instance ends before JMH has finished; each has a status of its own. */
public enum Refusal {
    /** A fork without JMH's hints measures work that the compiler has left out. */
    NO_HINTS(81, "JMH's compiler hints cannot be read inside the instance"),
    /** A JVM finds its limits there, and its own files. */
    NO_PROC(82, "the instance has no /proc"),
    /** JMH's fork connects to it. */
    NO_LOOPBACK(83, "the instance has no loopback interface that is up"),
    /** Its own deadline: whoever started it should have ended it. */
    LATE(84, "the deadline inside the instance has passed"),
    /** Somebody has taken the ready channel away. */
    CUT(85, "the link to the host is cut");

    private final int status;
    private final String sentence;

    Refusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /** The exit status, from 81 on. */
    public int status() {
        return status;
    }

    /** For the log, and for a cell's reason. */
    public String sentence() {
        return sentence;
    }

    /** The first one that a log tells, with what it says more; empty if it tells none. */
    public static Optional<String> in(String log) {
        return log.lines()
                .filter(
                        line ->
                                Arrays.stream(values())
                                        .anyMatch(value -> line.contains(value.sentence)))
                .findFirst();
    }
}
