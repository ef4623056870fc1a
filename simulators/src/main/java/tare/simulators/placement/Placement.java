package tare.simulators.placement;

/** Where each instance of a fleet is. Immutable. */
public final class Placement {

    /** In place of a host: no host could take the instance. */
    public static final int REJECTED = -1;

    private final int[] hostOf;
    private final int hosts;
    private final int rejected;

    /**
     * @param hostOf the host of each instance, counted from 0 without gaps, or {@link #REJECTED}
     */
    public Placement(int... hostOf) {
        this.hostOf = hostOf.clone();
        int last = -1;
        int without = 0;
        for (int host : hostOf) {
            last = Math.max(last, host);
            without += host == REJECTED ? 1 : 0;
        }
        hosts = last + 1;
        rejected = without;
    }

    /** The host of instance {@code i}, or {@link #REJECTED}. */
    public int hostOf(int i) {
        return hostOf[i];
    }

    /** How many hosts are in use. */
    public int hosts() {
        return hosts;
    }

    /** How many instances no host could take. */
    public int rejected() {
        return rejected;
    }
}
