package tare.harness.backend.vmm;

/** What goes wrong with a stand-in. */
public enum Fault {
    /** Nothing. */
    NONE,
    /** Ends before it has made its socket. */
    DIES,
    /** Never makes its socket. */
    HIDES,
    /** Makes other files first, then its socket. */
    DAWDLES,
    /** Takes connections, and reads nothing. */
    IGNORES,
    /** Closes a connection at its first request. */
    CLOSES,
    /** Speaks another protocol. */
    GIBBERS,
    /** Sends a head without an end. */
    RAMBLES,
    /** Says that its answer is large. */
    BOASTS,
    /** Refuses to start what it has made. */
    REFUSES,
    /** Ends when it is to start the machine. */
    BREAKS,
    /** Starts the machine, and ends a moment after. */
    CRASHES,
    /** Its guest never says anything. */
    HANGS,
    /** Its guest's kernel writes on the line. */
    BABBLES,
    /** Writes the byte, and no probe answers. */
    LIES
}
