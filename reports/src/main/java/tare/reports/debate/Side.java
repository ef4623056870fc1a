package tare.reports.debate;

import java.util.Optional;
import java.util.stream.Stream;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;

/** Which backends stand on one side of a test. */
public sealed interface Side {

    /** As a sentence calls them. */
    String words();

    /** All backends of a class. */
    record OfClass(BackendClass kind) implements Side {
        @Override
        public String words() {
            return switch (kind) {
                case PROCESS -> "processes";
                case CONTAINER -> "containers";
                case SANDBOX -> "sandboxes";
                case BARE_GUEST -> "bare guests";
                case VM -> "virtual machines";
                case FORKED_VM -> "forked virtual machines";
                case STACKED -> "containers inside guests";
            };
        }
    }

    /** One backend. */
    record OfKey(String key) implements Side {
        @Override
        public String words() {
            return key;
        }
    }

    /** For a stacked backend on the other side: what it is made of. */
    record PartOf(boolean inner) implements Side {
        @Override
        public String words() {
            return inner ? "the same container on the host itself" : "the guest alone";
        }

        /** The key of the part. */
        Optional<String> part(String stacked) {
            int at = stacked.indexOf("-in-");
            if (at < 0) {
                return Optional.empty();
            }
            return Optional.of(
                    inner ? stacked.substring(0, at) : stacked.substring(at + "-in-".length()));
        }
    }

    /** Whether a backend stands on this side, held against one of the other side. */
    default boolean has(Subject subject, String other) {
        if (this instanceof OfClass group) {
            return subject.kind() == group.kind();
        }
        if (this instanceof OfKey one) {
            return subject.key().equals(one.key());
        }
        return ((PartOf) this).part(other).filter(subject.key()::equals).isPresent();
    }

    /** Reads a word of the rule file; empty if it is none. */
    static Optional<Side> of(String word) {
        if (word.startsWith("key:")) {
            return Optional.of(new OfKey(word.substring("key:".length())));
        }
        if (word.equals("inner") || word.equals("outer")) {
            return Optional.of(new PartOf(word.equals("inner")));
        }
        return Stream.of(BackendClass.values())
                .filter(kind -> kind.id().equals(word))
                .<Side>map(OfClass::new)
                .findFirst();
    }
}
