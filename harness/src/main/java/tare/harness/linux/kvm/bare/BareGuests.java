package tare.harness.linux.kvm.bare;

import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.Machine;

/** Guests that all start with the same memory: the image is made once and shared. */
public final class BareGuests {

    private static final double NANOS_PER_SECOND = 1e9;

    private final KvmDevice device;
    private final Machine plan;
    private final byte[] image;

    /**
     * @param device stays open while guests are created
     * @param code starts with its arguments in rdi, rsi, rdx or x0, x1, x2: the address to store
     *     to, ticks to spin, turns of its loop
     */
    public BareGuests(KvmDevice device, Machine plan, byte[] code) {
        this.device = device;
        this.plan = plan;
        image = plan.image(code);
    }

    /**
     * Prepares one guest; nothing of it exists yet.
     *
     * @param spinNanos how long it spins before it acts
     * @param turns turns of its loop
     */
    public BareGuest prepare(long spinNanos, long turns) {
        long ticks =
                spinNanos == 0
                        ? 0
                        : Math.round(spinNanos * (plan.counterHertz() / NANOS_PER_SECOND));
        return new BareGuest(device, plan, image, ticks, turns);
    }
}
