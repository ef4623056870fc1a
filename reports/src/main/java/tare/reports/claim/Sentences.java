package tare.reports.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import tare.reports.reading.Measure;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Words for figures: pure functions. */
final class Sentences {

    private static final List<String> SPELLED = List.of("lxc", "nspawn", "uml");

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
        return words.append('.').toString();
    }

    /** The answer for a subject whose starts were not part of the run. */
    /**
     * Whether a median can be what something costs. Memory is the slope of a line through noisy
     * readings: where the cost is less than the noise, that may come out below 0.
     */
    static boolean isCost(double value) {
        return value > 0;
    }

    static String memoryOnly(Subject subject, double memoryBytes) {
        return noun(subject) + " costs " + Measure.BYTES.brief(memoryBytes) + " of memory.";
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
        return (soundsLikeAVowel(name) ? "An " : "A ") + name;
    }

    /** Letters that are spelled out sound otherwise than they look: "an LXC", "a UML". */
    private static boolean soundsLikeAVowel(String name) {
        if (SPELLED.stream().anyMatch(name::startsWith)) {
            return !name.startsWith("u");
        }
        return VOWELS.indexOf(Character.toLowerCase(name.charAt(0))) >= 0;
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

    /**
     * What the start of a forked bare guest must be held against: a fork saves what its parent has
     * done, not the making of a guest.
     *
     * @param ratio median start of the fork to that of an empty bare guest in the same run
     * @param faster whether the interval of the fork's lies below the other's
     */
    static String forkOfNothing(double ratio, boolean faster) {
        String share = Measure.COUNT.text(ratio) + " times kvm's start here";
        return faster
                ? "A fork takes " + share + ", which creates an empty guest."
                : "Forking an empty guest is no faster than creating one, or not beyond the noise ("
                        + share
                        + "): a fork saves what its parent has done.";
    }

    /** Marks of others, beside which a fork is seen; not from this host. */
    static final String FORKS_PUBLISHED =
            "Published of other systems, on hardware of their day: SnowFlock, 32 clones in 0.8 s"
                    + " (2009); VMware's Project Fargo, 64 in 6 s (2014).";

    /**
     * What a guest that goes on from another saves.
     *
     * @param ratio its median start to that of the same machine booted cold in the same run
     */
    static String insteadOfABoot(double ratio) {
        return "It takes "
                + Measure.COUNT.text(ratio)
                + " times a cold boot of the same machine here. ";
    }

    /**
     * What a container's start inside a guest must be held against.
     *
     * @param inner the backend that starts the same on the host
     * @param ratio median start inside to that on the host in the same run
     */
    static String stackingTax(String inner, double ratio) {
        return "Stacking: " + Measure.COUNT.text(ratio) + " times the start of " + inner + " here.";
    }

    /** What the figures must not be used for; empty where there is no such thing. */
    static String reservation(Subject subject) {
        SortedSet<Label> labels = subject.labels();
        List<String> words = new ArrayList<>();
        boolean paging = labels.contains(Label.SOFTWARE_PAGING);
        if (subject.kind() == BackendClass.BARE_GUEST) {
            words.add(
                    "It has no operating system and no devices inside"
                            + (paging
                                    ? ", and KVM works here without hardware assistance"
                                            + " (software-paging KVM)"
                                    : "")
                            + ": its figures say nothing about virtual machines.");
        } else if (paging) {
            words.add("KVM works here without hardware assistance (software-paging KVM).");
        }
        if (labels.contains(Label.STACKED)) {
            words.add(
                    "It starts in a guest that runs already: the guest's boot is no part of it, and"
                            + " memory that the guest had before does not show.");
        }
        if (labels.contains(Label.EMULATED)) {
            words.add("Software played its machine: no hardware helped.");
        }
        if (labels.contains(Label.NESTED_KVM)) {
            words.add("KVM itself ran inside a virtual machine.");
        }
        return String.join(" ", words);
    }
}
