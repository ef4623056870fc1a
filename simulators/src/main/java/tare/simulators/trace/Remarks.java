package tare.simulators.trace;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what is read on in spite of, while a trace is read. */
public final class Remarks {

    private final Map<RemarkKind, Remark> counted = new EnumMap<>(RemarkKind.class);

    /** Counts one more; only the first place is kept. */
    public void count(RemarkKind kind, Place place) {
        Remark before = counted.get(kind);
        counted.put(
                kind,
                before == null
                        ? new Remark(kind, 1, place.text())
                        : new Remark(kind, before.count() + 1, before.first()));
    }

    /** What was counted, in the order of the kinds. */
    public List<Remark> list() {
        return new ArrayList<>(counted.values());
    }
}
