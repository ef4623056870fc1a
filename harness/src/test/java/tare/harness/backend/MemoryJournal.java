package tare.harness.backend;

import java.util.ArrayList;
import java.util.List;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;

/** A journal that tests can ask what is open. */
public final class MemoryJournal implements Journal {

    private final List<Line> open = new ArrayList<>();

    @Override
    public synchronized Entry intend(Resource resource) {
        Line line = new Line(resource);
        open.add(line);
        return line;
    }

    /** What was written down and is not done, as last known. */
    public synchronized List<Resource> open() {
        return open.stream().map(line -> line.resource).toList();
    }

    private final class Line implements Entry {

        private Resource resource;

        Line(Resource resource) {
            this.resource = resource;
        }

        @Override
        public void update(Resource known) {
            synchronized (MemoryJournal.this) {
                resource = known;
            }
        }

        @Override
        public void done() {
            synchronized (MemoryJournal.this) {
                open.remove(this);
            }
        }
    }
}
