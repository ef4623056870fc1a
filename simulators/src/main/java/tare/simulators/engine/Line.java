package tare.simulators.engine;

/**
 * Who wants to run: those that have just arrived, and those that wait. Gangs by their first member.
 */
interface Line {

    /** Something that is to be tried. */
    interface Attempt {

        /** Places the instance, or all of its gang; false if there is no room. */
        boolean place(int instance);
    }

    /** Lets an instance join, or the gang of which it is the first. */
    void add(int instance);

    /** Lets the instances from {@code first} up to {@code end} join, each by itself. */
    default void addAll(int first, int end) {
        for (int i = first; i < end; i++) {
            add(i);
        }
    }

    /** How many would be tried. */
    int size();

    /** Tries each, in the line's order; who is not placed stays. */
    void tryAll(Attempt attempt);

    /** Takes out one of those that stay, or -1 if there is none. */
    int drain();
}
