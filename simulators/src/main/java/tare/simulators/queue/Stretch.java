package tare.simulators.queue;

/** How many times as long work takes when so many do it at once. */
public interface Stretch {

    /**
     * The factor.
     *
     * @param running how many at once, at least 1
     * @return at least 1 where nothing is gained by company
     */
    double of(int running);

    /** Processor sharing: as many as there are cores lose nothing, more share them evenly. */
    static Stretch cores(double cores) {
        return running -> running <= cores ? 1 : running / cores;
    }
}
