package tare.harness.crowd;

/** A helper, and what it is known to hold. */
final class Member {

    /** What a JVM opens now and then: a class file, /proc, a journal. */
    private static final int SPARE = 64;

    /** Until it is known how many descriptors an instance takes. */
    private static final int FIRST = 25;

    private final Keeper helper;
    private final long descriptorLimit;
    private int base;
    private int descriptors;
    private int alive;
    private boolean dead;

    Member(Keeper helper, long descriptorLimit) {
        this.helper = helper;
        this.descriptorLimit = descriptorLimit;
    }

    Keeper helper() {
        return helper;
    }

    /** It holds nothing yet, and has so many descriptors open. */
    void begins(int open) {
        base = open;
        descriptors = open;
    }

    /** It said what it holds. */
    void holds(Batch batch) {
        alive = batch.alive();
        descriptors = batch.descriptors();
    }

    /** It is gone, and what it held with it. */
    void died() {
        dead = true;
        alive = 0;
        descriptors = 0;
    }

    boolean dead() {
        return dead;
    }

    int alive() {
        return alive;
    }

    int descriptors() {
        return descriptors;
    }

    /** How many more it can hold by its descriptors. */
    int room() {
        if (dead) {
            return 0;
        }
        if (alive == 0) {
            return FIRST;
        }
        long each = Math.max(1, (descriptors - base + alive - 1) / alive);
        return (int) Math.min(Integer.MAX_VALUE, (descriptorLimit - descriptors - SPARE) / each);
    }
}
