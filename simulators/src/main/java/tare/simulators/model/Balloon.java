package tare.simulators.model;

/**
 * Memory that a guest gives back under pressure: down to what it works with, and never below a
 * floor.
 *
 * <p>Source: C. A. Waldspurger, "Memory resource management in VMware ESX Server", OSDI 2002,
 * section 3.2: the balloon takes up to 65 % by default there.
 *
 * @param mostFraction of its memory that a guest can be made to give, 0 to 1
 * @param overheadBytes what the guest keeps for the balloon's own pages and driver, at least 0
 */
public record Balloon(double mostFraction, long overheadBytes) {

    private static final double USUAL_FRACTION = 0.65;

    public Balloon {
        if (!(mostFraction >= 0 && mostFraction <= 1) || overheadBytes < 0) {
            throw new IllegalArgumentException("balloon of " + mostFraction);
        }
    }

    /** ESX's default. */
    public static Balloon usual() {
        return new Balloon(USUAL_FRACTION, 0);
    }

    /**
     * What the host must have for a guest with so much memory that works with so much of it; at
     * most all of it.
     */
    public long hostBytes(long guestBytes, long workingBytes) {
        long floor = (long) StrictMath.ceil(guestBytes * (1 - mostFraction));
        return Math.min(guestBytes, Math.max(floor, Math.addExact(workingBytes, overheadBytes)));
    }
}
