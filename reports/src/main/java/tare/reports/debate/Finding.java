package tare.reports.debate;

/**
 * What became of one test.
 *
 * @param words what was found, or what is missing, in a sentence
 */
record Finding(State state, String words) {

    /** How a test went. */
    enum State {
        HOLDS,
        FAILS,
        /** The intervals do not all lie on one side. */
        OPEN,
        /** There are no figures for it. */
        ABSENT
    }
}
