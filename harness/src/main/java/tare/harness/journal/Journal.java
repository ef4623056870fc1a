package tare.harness.journal;

import java.util.List;

/** The append-only list of what exists because of this run. Thread-safe. */
public interface Journal {

    /**
     * Writes down a resource before it is made; returns when a kill of Tare cannot lose the entry.
     */
    Entry intend(Resource resource);

    /**
     * The same for several, in their order.
     *
     * @return an entry for each
     */
    default List<Entry> intendAll(List<Resource> resources) {
        return resources.stream().map(this::intend).toList();
    }

    /** Says of several of this journal's entries that their resources are gone; idempotent. */
    default void doneAll(List<Entry> entries) {
        entries.forEach(Entry::done);
    }

    /** An open entry of the journal. */
    interface Entry {

        /** Adds what became known after the making, such as a pid. */
        void update(Resource resource);

        /** Says that the resource is gone; idempotent. */
        void done();
    }

    /** A journal that forgets, for tests of rooms that are not about cleaning. */
    static Journal forgetting() {
        return resource ->
                new Entry() {
                    @Override
                    public void update(Resource known) {}

                    @Override
                    public void done() {}
                };
    }
}
