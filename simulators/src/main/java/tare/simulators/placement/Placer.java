package tare.simulators.placement;

/** A policy at work on one run. */
public interface Placer {

    /**
     * The host for an instance, or {@link Hosts#NONE} if none has room. Exactly those that have
     * room are found.
     */
    int choose(int instance);

    /** Called after the host took an instance or gave one back. */
    void changed(int host);

    /** Called with {@link #changed} when it took one. */
    default void placed(int instance, int host) {}

    /** Called with {@link #changed} when it gave one back. */
    default void removed(int instance, int host) {}
}
