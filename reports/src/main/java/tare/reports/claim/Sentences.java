package tare.reports.claim;

import java.util.OptionalDouble;
import java.util.SortedSet;
import tare.reports.reading.Measure;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Words for figures: pure functions. */
final class Sentences {

    private static final String VOWELS = "aeio";

    private Sentences() {}

    /**
     * The answer for a measured subject.
     *
     * @param startNanos median start
     * @param baselineNanos median start of a bare process on the same host; empty if that was not
     *     measured, and for the process itself
     * @param memoryBytes memory that one more instance costs
     */
    static String measured(
            Subject subject,
            double startNanos,
            OptionalDouble baselineNanos,
            OptionalDouble memoryBytes) {
        StringBuilder words = new StringBuilder(noun(subject));
        boolean bare = subject.kind() == BackendClass.BARE_GUEST;
        words.append(bare ? " acts for the first time after " : " starts in ");
        words.append(Measure.NANOS.brief(startNanos));
        if (baselineNanos.isPresent() && baselineNanos.getAsDouble() > 0) {
            words.append(", ").append(times(startNanos / baselineNanos.getAsDouble()));
        }
        if (memoryBytes.isPresent()) {
            words.append("; each costs ").append(Measure.BYTES.brief(memoryBytes.getAsDouble()));
        }
        words.append('.').append(reservation(subject));
        return words.toString();
    }

    /** The answer for a subject whose starts were not part of the run. */
    static String memoryOnly(Subject subject, double memoryBytes) {
        return noun(subject)
                + " costs "
                + Measure.BYTES.brief(memoryBytes)
                + " of memory."
                + reservation(subject);
    }

    /** The answer for a subject that could not be measured. */
    static String absent(Subject subject, String status, String reason) {
        String end = reason.endsWith(".") ? "" : ".";
        return subject.key() + " was not measured: " + status + ", " + reason + end;
    }

    /** What one instance is called at the start of a sentence: "A namespace container". */
    static String noun(Subject subject) {
        String noun = subject.kind().noun();
        // "A process", "A bare KVM guest": the key would only repeat the class.
        boolean repeats =
                subject.key().equals(noun)
                        || (subject.kind() == BackendClass.BARE_GUEST
                                && subject.key().equals("kvm"));
        String name = repeats ? noun : subject.key() + " " + noun;
        boolean vowel = VOWELS.indexOf(Character.toLowerCase(name.charAt(0))) >= 0;
        return (vowel ? "An " : "A ") + name;
    }

    /** A ratio to a process, in words. */
    static String times(double ratio) {
        if (!Double.isFinite(ratio)) {
            return "which cannot be held against a process";
        }
        if (ratio > 0.95 && ratio < 1.05) {
            return "about the same as a process";
        }
        return Measure.COUNT.brief(ratio) + " times a process";
    }

    /** What the figures must not be used for. */
    private static String reservation(Subject subject) {
        SortedSet<Label> labels = subject.labels();
        StringBuilder words = new StringBuilder();
        if (subject.kind() == BackendClass.BARE_GUEST) {
            words.append(" It has no operating system and no devices inside");
            words.append(
                    labels.contains(Label.SOFTWARE_PAGING)
                            ? ", and KVM works here without hardware assistance (software paging)"
                            : "");
            words.append(": its figures say nothing about virtual machines.");
        } else if (labels.contains(Label.SOFTWARE_PAGING)) {
            words.append(
                    " KVM works here without hardware assistance (software paging): ranked apart.");
        }
        if (labels.contains(Label.EMULATED)) {
            words.append(" Its code runs under a software emulator: ranked apart.");
        }
        if (labels.contains(Label.NESTED_KVM)) {
            words.append(" KVM itself runs inside a virtual machine here: ranked apart.");
        }
        return words.toString();
    }
}
