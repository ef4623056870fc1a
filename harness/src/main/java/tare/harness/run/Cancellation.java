package tare.harness.run;

/** Whether the run has been asked to end early. Thread-safe. */
public final class Cancellation {

    private volatile boolean requested;

    /** Asks for the end; what is being measured is given up, what was measured is kept. */
    public void request() {
        requested = true;
    }

    public boolean requested() {
        return requested;
    }
}
