package tare.harness.experiment;

import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Payload;
import tare.harness.backend.PayloadPlace;
import tare.results.model.Outcome;

/** A place during one step: open, or failed with a reason that all its further cells have. */
final class KernelSite {

    private final PayloadPlace place;
    private final boolean reported;
    private @Nullable Payload payload;
    private Outcome.@Nullable Absent failure;

    /**
     * @param reported whether its figures are cells, not just something to compare with
     */
    KernelSite(PayloadPlace place, boolean reported) {
        this.place = place;
        this.reported = reported;
    }

    /** Opens the place; a failure is kept. */
    void open() {
        try {
            payload = place.open();
        } catch (LaunchException e) {
            fail(e);
        }
    }

    SortedMap<String, String> parameters() {
        return place.parameters();
    }

    boolean reported() {
        return reported;
    }

    /** The place, if it is open and has not failed. */
    Optional<Payload> payload() {
        return failure == null ? Optional.ofNullable(payload) : Optional.empty();
    }

    /** Keeps why the place is of no more use. */
    void fail(LaunchException e) {
        failure = new Outcome.Absent(Outcome.Kind.FAILED, e.summary(), e.remedy());
    }

    /** Why the place is of no more use. */
    Optional<Outcome.Absent> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Takes the place away; idempotent.
     *
     * @return what could not be removed
     */
    Optional<Outcome.Absent> close() {
        Payload open = payload;
        payload = null;
        try {
            if (open != null) {
                open.close();
            }
            return Optional.empty();
        } catch (LaunchException e) {
            fail(e);
            return failure();
        }
    }
}
