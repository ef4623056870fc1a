package tare.harness.backend.kvmfork;

import org.jspecify.annotations.Nullable;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.guest.Guest;
import tare.harness.backend.guest.Guests;
import tare.harness.linux.Errno;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.bare.BareFork;
import tare.harness.linux.kvm.bare.BareTemplate;

/** Where guests come from and go back to. At most one that ran before waits to be rewound. */
final class Stable implements Guests {

    /** What the first run of a guest that is made to be rewound may take. */
    private static final long FIRST_RUN_NANOS = 2_000_000_000L;

    private final BareTemplate template;
    private final Way way;
    private @Nullable BareFork idle;
    private boolean open = true;

    Stable(BareTemplate template, Way way) {
        this.template = template;
        this.way = way;
    }

    /** A guest not yet made, or one that ran before. */
    @Override
    public Guest prepare(InstanceSpec spec) {
        if (way == Way.FORK) {
            return new ForkedGuest(this, template.prepare(spec.spinNanos()), false);
        }
        BareFork guest = idle;
        idle = null;
        if (guest == null) {
            guest = ranBefore();
        }
        guest.spin(spec.spinNanos());
        return new ForkedGuest(this, guest, true);
    }

    private BareFork ranBefore() {
        BareFork guest = template.prepare(0);
        try {
            guest.create();
            guest.arm(FIRST_RUN_NANOS);
            try {
                if (!guest.act()) {
                    throw new NativeException(
                            "first run: " + guest.describeExit(), Errno.EIO.number());
                }
            } finally {
                guest.disarm();
            }
            guest.settle();
            return guest;
        } catch (NativeException e) {
            guest.close();
            throw e;
        }
    }

    /** Lets the guest stand where the parent stood: the measured path. */
    void place(BareFork guest) {
        if (way == Way.FORK) {
            guest.create();
        } else {
            guest.rewind();
        }
    }

    /** What the parent wrote, in bytes. */
    long heapBytes() {
        return template.heapBytes();
    }

    /** What every guest's act must be. */
    long act() {
        return template.act();
    }

    /**
     * Takes a guest back.
     *
     * @param fit whether it ran and its last run ended in an act
     */
    void giveBack(BareFork guest, boolean fit) {
        if (way == Way.REWIND && fit && open && idle == null) {
            try {
                guest.settle();
            } catch (NativeException e) {
                guest.close();
                throw e;
            }
            idle = guest;
        } else {
            guest.close();
        }
    }

    @Override
    public void close() {
        open = false;
        BareFork guest = idle;
        idle = null;
        try (template;
                guest) {
            // Closed in the opposite order.
        }
    }
}
