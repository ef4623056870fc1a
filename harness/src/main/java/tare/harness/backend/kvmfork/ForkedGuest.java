package tare.harness.backend.kvmfork;

import java.util.Optional;
import tare.harness.backend.Diverging;
import tare.harness.backend.LaunchException;
import tare.harness.backend.guest.Guest;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.bare.BareFork;

/** A guest that the stable has given away for one launch. */
final class ForkedGuest implements Guest {

    private static final long PAGE_BYTES = 4096;

    private final Stable stable;
    private final BareFork guest;
    private boolean fit;
    private boolean away = true;

    /**
     * @param fit whether it can be given back as it is
     */
    ForkedGuest(Stable stable, BareFork guest, boolean fit) {
        this.stable = stable;
        this.guest = guest;
        this.fit = fit;
    }

    @Override
    public void place() {
        fit = false;
        stable.place(guest);
    }

    @Override
    public void arm(long nanos) {
        guest.arm(nanos);
    }

    @Override
    public void disarm() {
        guest.disarm();
    }

    @Override
    public boolean act() {
        fit = false;
        boolean acted = guest.act();
        fit = acted;
        return acted;
    }

    @Override
    public String describeExit() {
        return guest.describeExit();
    }

    @Override
    public Optional<String> complaint() {
        return answers()
                ? Optional.empty()
                : Optional.of("it is not the checksum of what the parent wrote");
    }

    @Override
    public boolean answers() {
        return guest.stored() == stable.act();
    }

    @Override
    public Optional<Diverging> diverging() {
        return Optional.of(new Divergence());
    }

    @Override
    public void rest() {
        guest.rest();
    }

    @Override
    public void close() {
        if (away) {
            away = false;
            stable.giveBack(guest, fit);
        }
    }

    /** It writes on the calling thread, as it acts. */
    private final class Divergence implements Diverging {

        private static final long LIMIT_NANOS = 30_000_000_000L;

        @Override
        public long writableBytes() {
            return stable.heapBytes();
        }

        @Override
        public void write(long writes, long hotBytes, long seed) {
            try {
                guest.askToScatter(writes, hotBytes / PAGE_BYTES, seed);
                guest.arm(LIMIT_NANOS);
                try {
                    if (!act() || !answers()) {
                        throw new LaunchException("write", describeExit(), "", null);
                    }
                } finally {
                    guest.disarm();
                }
            } catch (NativeException e) {
                throw new LaunchException("write", String.valueOf(e.getMessage()), "", e);
            }
        }

        @Override
        public long ownBytes() {
            return guest.divergedPages() * PAGE_BYTES;
        }
    }
}
