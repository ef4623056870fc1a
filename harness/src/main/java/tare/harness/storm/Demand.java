package tare.harness.storm;

import tare.harness.backend.LaunchException;

/** What asks a launcher for starts. Used by that launcher's thread. */
interface Demand {

    /** No start is due yet. */
    int NOT_YET = -1;

    /** None is due any more. */
    int OVER = -2;

    /** The number of a start that is due and that nobody else has been given, or one of those. */
    int claim(long nowNanos);

    /** When to ask again after {@link #NOT_YET}, on the same clock. */
    long askAgainNanos(long nowNanos);

    /**
     * A start has been made.
     *
     * @param t0 just before the launch's first system call
     * @param ready when the guest acted
     * @param freeNanos since when the launcher had nothing else to do
     */
    void started(int number, long t0, long ready, long freeNanos);

    /** One has been stopped, and nothing is left of it. */
    void stopped();

    /**
     * A start or a stop has failed.
     *
     * @param alive whether it was an instance that lived until then
     */
    void failed(LaunchException why, boolean alive);
}
