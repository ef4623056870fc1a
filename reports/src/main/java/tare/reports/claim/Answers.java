package tare.reports.claim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tare.reports.reading.Digest;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/** The answers of a run, one per subject, in the report's order. */
public final class Answers {

    /** Between what is started and what it is started in. */
    private static final String STACKED = "-in-";

    /** The machine that {@code qemu-fork} and {@code qemu-restore} go on with. */
    private static final String COLD_MACHINE = "qemu:q35-tcg";

    private Answers() {}

    /** Says of each subject what one instance costs, or why that is not known. */
    public static List<Answer> of(RunReading reading) {
        OptionalDouble process =
                reading.subjects().stream()
                        .filter(subject -> subject.kind() == BackendClass.PROCESS)
                        .map(s -> reading.median(RunReading.BOOT, s, Metric.STAGE_READY))
                        .flatMapToDouble(OptionalDouble::stream)
                        .findFirst();
        OverheadReading overhead = reading.overhead();
        return reading.subjects().stream()
                .flatMap(
                        subject ->
                                answer(reading, subject, process)
                                        .or(() -> ofWork(overhead, subject))
                                        .stream())
                .toList();
    }

    /** Of a run without starts: what work costs inside. */
    private static Optional<Answer> ofWork(OverheadReading overhead, Subject subject) {
        return OverheadClaims.of(overhead, subject)
                .map(
                        sentence ->
                                answer(
                                        subject,
                                        sentence,
                                        Sentences.reservation(subject),
                                        "",
                                        true));
    }

    private static Optional<Answer> answer(
            RunReading reading, Subject subject, OptionalDouble process) {
        Optional<Cell> start = reading.cell(RunReading.BOOT, subject, Metric.STAGE_READY);
        OptionalDouble slope =
                reading.median(RunReading.FOOTPRINT, subject, Metric.MEMORY_INSTANCE);
        OptionalDouble memory =
                slope.isPresent() && !Sentences.isCost(slope.getAsDouble())
                        ? OptionalDouble.empty()
                        : slope;
        Optional<Digest> digest = start.flatMap(reading::digest);
        if (digest.isPresent()) {
            OptionalDouble baseline =
                    subject.kind() == BackendClass.PROCESS ? OptionalDouble.empty() : process;
            String sentence =
                    Sentences.measured(subject, digest.get().p50().value(), baseline, memory);
            String reservation =
                    (Sentences.reservation(subject)
                                    + " "
                                    + fork(reading, subject, digest.get().p50())
                                    + stacking(reading, subject, digest.get().p50()))
                            .strip();
            return Optional.of(
                    answer(subject, sentence, reservation, particulars(digest.get()), true));
        }
        if (start.isPresent() && start.get().outcome() instanceof Outcome.Absent absent) {
            String sentence = Sentences.absent(subject, absent.kind().id(), absent.reason());
            String remedy = absent.remedy().isBlank() ? "" : "Remedy: " + absent.remedy();
            return Optional.of(answer(subject, sentence, "", remedy, false));
        }
        if (memory.isPresent()) {
            String sentence = Sentences.memoryOnly(subject, memory.getAsDouble());
            return Optional.of(answer(subject, sentence, Sentences.reservation(subject), "", true));
        }
        return Optional.empty();
    }

    /** For a fork beside what starts the same anew; else empty. */
    private static String fork(RunReading reading, Subject subject, Digest.Estimate start) {
        return switch (subject.key()) {
            case "kvm-fork" -> start(reading, "kvm").map(empty -> fork(start, empty)).orElse("");
            case "qemu-fork", "qemu-restore" ->
                    start(reading, COLD_MACHINE)
                                    .filter(cold -> cold.value() > 0)
                                    .map(
                                            cold ->
                                                    Sentences.insteadOfABoot(
                                                            start.value() / cold.value()))
                                    .orElse("")
                            + (subject.key().equals("qemu-fork") ? Sentences.FORKS_PUBLISHED : "");
            default -> "";
        };
    }

    /** For {@code X-in-Y} beside {@code X}; else empty. */
    private static String stacking(RunReading reading, Subject subject, Digest.Estimate start) {
        int at = subject.key().indexOf(STACKED);
        if (subject.kind() != BackendClass.STACKED || at < 0) {
            return "";
        }
        String inner = subject.key().substring(0, at);
        return start(reading, inner)
                .filter(host -> host.value() > 0)
                .map(host -> Sentences.stackingTax(inner, start.value() / host.value()))
                .orElse("");
    }

    /** The median start of another subject of the run. */
    private static Optional<Digest.Estimate> start(RunReading reading, String key) {
        return reading.subjects().stream()
                .filter(other -> other.key().equals(key))
                .flatMap(other -> reading.cell(RunReading.BOOT, other, Metric.STAGE_READY).stream())
                .flatMap(cell -> reading.digest(cell).stream())
                .map(Digest::p50)
                .findFirst();
    }

    private static String fork(Digest.Estimate fork, Digest.Estimate empty) {
        boolean faster =
                fork.interval().isPresent()
                        && empty.interval().isPresent()
                        && fork.interval().get().high() < empty.interval().get().low();
        return Sentences.forkOfNothing(fork.value() / empty.value(), faster);
    }

    private static Answer answer(
            Subject subject,
            String sentence,
            String reservation,
            String particulars,
            boolean measured) {
        return new Answer(
                subject.key(),
                sentence,
                reservation,
                particulars,
                subject.labelWords(),
                subject.apart(),
                measured);
    }

    private static String particulars(Digest digest) {
        String interval =
                digest.p50()
                        .interval()
                        .map(i -> "95 % interval " + i.text(digest.measure()) + ", ")
                        .orElse("");
        return interval + "n = " + digest.count() + " in " + rounds(digest.rounds());
    }

    static String rounds(int rounds) {
        return rounds == 1 ? "1 round" : rounds + " rounds";
    }
}
