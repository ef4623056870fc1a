package tare.simulators.bound;

/**
 * Numbers of hosts below which no placement of some instances can be.
 *
 * @param volume L1: the scarcest resource over what the largest hosts have of it
 * @param martelloToth L2, of each resource alone, the larger; at least L1 where hosts are alike
 * @param linear the linear program over host classes with their counts, rounded up
 */
public record Bound(int volume, int martelloToth, int linear) {

    /** Nothing runs. */
    public static final Bound NONE = new Bound(0, 0, 0);

    /** The best of them. */
    public int hosts() {
        return Math.max(volume, Math.max(martelloToth, linear));
    }
}
