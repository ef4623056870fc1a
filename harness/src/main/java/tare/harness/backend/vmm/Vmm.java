package tare.harness.backend.vmm;

import java.util.List;
import java.util.regex.Pattern;
import tare.harness.backend.BackendContext;

/** A machine monitor that takes its orders over HTTP: all that differs from one to another. */
public interface Vmm {

    /** The backend's key, and the program's name. */
    String key();

    /** The plan's parameter that names the program where it is not on the PATH. */
    default String setting() {
        return BackendContext.SETTING + key();
    }

    /** What the program says of itself when it is asked for its version, from the beginning. */
    Pattern version();

    /** Where its releases are. */
    String home();

    /** How the guest's serial line reaches the host, for the cell. */
    String channel();

    /** What this monitor's guests are told beside what all are; may be empty. */
    default String kernelWords() {
        return "";
    }

    /** The program's arguments. */
    List<String> arguments(Place place);

    /** Whether the monitor makes the serial line a socket; else it is its descriptors 0 and 1. */
    boolean serialIsSocket();

    /** The requests that make the machine, in order; the serial's socket is there after them. */
    List<Request> making(Guest guest, Place place);

    /** The request that lets it run. */
    Request starting();
}
