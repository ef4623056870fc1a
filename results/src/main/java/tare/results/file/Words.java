package tare.results.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import tare.results.model.BackendClass;
import tare.results.model.Direction;
import tare.results.model.HostFact;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunState;
import tare.results.model.Unit;
import tare.results.model.WarningKind;

/** The words of closed lists, as files spell them. */
final class Words {

    /** Format name in every file. */
    static final String FORMAT = "tare-result";

    static final int MAJOR = 1;
    static final int MINOR = 0;

    /** Status of a cell that has samples; the others are {@link Outcome.Kind}'s. */
    static final String MEASURED = "measured";

    private Words() {}

    static Metric metric(String word) {
        return find(Metric.values(), Metric::id, word, "metric");
    }

    static Label label(String word) {
        return find(Label.values(), Label::id, word, "label");
    }

    static BackendClass backendClass(String word) {
        return find(BackendClass.values(), BackendClass::id, word, "class");
    }

    static Outcome.Kind kind(String word) {
        return find(Outcome.Kind.values(), Outcome.Kind::id, word, "status");
    }

    static RunState state(String word) {
        return find(RunState.values(), RunState::id, word, "state");
    }

    static HostFact fact(String word) {
        return find(HostFact.values(), HostFact::id, word, "host fact");
    }

    static Unit unit(String word) {
        return find(Unit.values(), Unit::symbol, word, "unit");
    }

    static Direction direction(String word) {
        return find(Direction.values(), Direction::id, word, "direction");
    }

    static SampleCodec.Encoding encoding(String word) {
        return find(SampleCodec.Encoding.values(), SampleCodec.Encoding::id, word, "encoding");
    }

    static WarningKind warningKind(String word) {
        return find(WarningKind.values(), Words::id, word, "kind of warning");
    }

    /** A kind of warning as files spell it, for example {@code noisy-round}. */
    static String id(WarningKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> T find(T[] values, Function<T, String> spelling, String word, String list) {
        return Arrays.stream(values)
                .filter(value -> spelling.apply(value).equals(word))
                .findFirst()
                .orElseThrow(() -> new UnknownWord(list, word));
    }

    /** A word that this version of Tare does not know. */
    static final class UnknownWord extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownWord(String list, String word) {
            super("'" + word + "' is not a known " + list);
        }
    }
}
