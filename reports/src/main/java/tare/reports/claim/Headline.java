package tare.reports.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import tare.reports.reading.Digest;
import tare.reports.reading.Estimates;
import tare.reports.reading.Interval;
import tare.reports.reading.Measure;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.RoundRatios;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.Metric;

/**
 * The answer in a few sentences, each a finding with its uncertainty. A backend is called the best
 * only if the interval of its ratio to the next one excludes 1; otherwise both are named, with the
 * difference that could have been missed.
 */
public final class Headline {

    private final RunReading reading;
    private final List<Subject> ranked;
    private final Optional<Subject> process;

    private Headline(RunReading reading) {
        this.reading = reading;
        this.ranked =
                reading.subjects().stream()
                        .filter(subject -> !subject.apart())
                        .filter(subject -> subject.kind() != BackendClass.PROCESS)
                        .toList();
        this.process = reading.overhead().process();
    }

    /** A finding: the sentence, and what it rests on in smaller print. */
    public record Finding(String sentence, String particulars) {}

    /** The findings of a run, the most asked for first. */
    public static List<Finding> of(RunReading reading) {
        Headline headline = new Headline(reading);
        List<Finding> findings = new ArrayList<>();
        headline.start().ifPresent(findings::add);
        headline.memory().ifPresent(findings::add);
        headline.overhead().ifPresent(findings::add);
        headline.density().ifPresent(findings::add);
        headline.machines().ifPresent(findings::add);
        headline.hosts().ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> start() {
        return best(
                subject -> reading.cell(RunReading.BOOT, subject, Metric.STAGE_READY),
                new Words("starts fastest", "start", "%s starts in "),
                true);
    }

    private Optional<Finding> memory() {
        return best(
                subject -> reading.cell(RunReading.FOOTPRINT, subject, Metric.MEMORY_INSTANCE),
                new Words(
                        "takes the least memory",
                        "memory per instance",
                        "One more instance of %s takes "),
                true);
    }

    private Optional<Finding> density() {
        return best(
                subject ->
                        reading.run().cells().stream()
                                .filter(c -> c.key().backend().equals(subject.key()))
                                .filter(c -> c.key().metric().id().equals(Ranking.DENSITY))
                                .filter(c -> reading.cut(c).isEmpty())
                                .min(Comparator.comparing(c -> c.key().parameters().size())),
                new Words(
                        "fits most often on this host",
                        "number of instances",
                        "So many instances of %s fit on this host: "),
                false);
    }

    /** The words of one question. */
    private record Words(String best, String quantity, String alone) {
        String alone(Subject subject) {
            return alone.replace("%s", subject.key());
        }
    }

    private record Entry(Subject subject, Cell cell, Digest digest) {
        double value() {
            return digest.p50().value();
        }

        String figure() {
            return digest.p50()
                    .interval()
                    .map(interval -> interval.around(value(), digest.measure()))
                    .orElse(digest.measure().text(value()));
        }
    }

    private Optional<Finding> best(
            Function<Subject, Optional<Cell>> cells, Words words, boolean lower) {
        Comparator<Entry> order = Comparator.comparingDouble(Entry::value);
        List<Entry> entries =
                ranked.stream()
                        .flatMap(subject -> entry(subject, cells).stream())
                        .filter(entry -> Sentences.isCost(entry.value()))
                        .sorted(lower ? order : order.reversed())
                        .toList();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Entry first = entries.get(0);
        String held =
                process.flatMap(found -> entry(found, cells))
                        .flatMap(base -> RoundRatios.of(base.cell(), first.cell()))
                        .map(ratio -> ", " + times(ratio) + " a process")
                        .orElse("");
        StringBuilder sentence = new StringBuilder();
        if (entries.size() == 1) {
            sentence.append(words.alone(first.subject())).append(first.figure()).append(held);
            sentence.append('.');
        } else {
            sentence.append(ranking(entries, words, held, lower));
        }
        String particulars =
                "Medians with 95 % intervals; "
                        + first.subject().key()
                        + ": n = "
                        + first.digest().count()
                        + " in "
                        + Answers.rounds(first.digest().rounds())
                        + ".";
        return Optional.of(new Finding(sentence.toString(), particulars));
    }

    private static String ranking(List<Entry> entries, Words words, String held, boolean lower) {
        Entry first = entries.get(0);
        Entry second = entries.get(1);
        Optional<Estimates.Ratio> ratio = RoundRatios.of(first.cell(), second.cell());
        Optional<Interval> interval = ratio.flatMap(Estimates.Ratio::interval);
        boolean apart =
                interval.isPresent()
                        && (lower ? interval.get().low() > 1 : interval.get().high() < 1);
        String ofAll = "Of " + entries.size() + " isolations ranked here, ";
        if (apart) {
            return ofAll
                    + first.subject().key()
                    + " "
                    + words.best()
                    + ": "
                    + first.figure()
                    + held
                    + "; the next, "
                    + second.subject().key()
                    + ", has "
                    + times(ratio.orElseThrow())
                    + " its "
                    + words.quantity()
                    + ".";
        }
        return ofAll
                + first.subject().key()
                + " and "
                + second.subject().key()
                + " lead in "
                + words.quantity()
                + ": "
                + first.figure()
                + held
                + ", and "
                + second.figure()
                + "; "
                + untold(ratio, interval)
                + ".";
    }

    private static String untold(Optional<Estimates.Ratio> ratio, Optional<Interval> interval) {
        return interval.isEmpty()
                ? "one round cannot tell them apart"
                : "they were not told apart, and no difference over "
                        + Measure.PERCENT.brief(100 * ratio.orElseThrow().bound())
                        + " could have been missed";
    }

    private Optional<Entry> entry(Subject subject, Function<Subject, Optional<Cell>> cells) {
        return cells.apply(subject)
                .flatMap(
                        cell ->
                                reading.digest(cell)
                                        .filter(d -> Double.isFinite(d.p50().value()))
                                        .map(digest -> new Entry(subject, cell, digest)));
    }

    private static String times(Estimates.Ratio ratio) {
        return ratio.interval()
                        .map(i -> i.around(ratio.value(), Measure.COUNT))
                        .orElse(Measure.COUNT.text(ratio.value()))
                + " times";
    }

    /** How much slower work is at least and at most. */
    private Optional<Finding> overhead() {
        OverheadReading overhead = reading.overhead();
        record Cost(Subject subject, RoundRatios.Mean mean) {}
        List<Cost> costs = new ArrayList<>();
        for (Subject subject : ranked) {
            process.flatMap(found -> overhead.mean(found, subject))
                    .filter(mean -> mean.ratio().interval().isPresent())
                    .ifPresent(mean -> costs.add(new Cost(subject, mean)));
        }
        if (costs.isEmpty()) {
            return Optional.empty();
        }
        costs.sort(Comparator.comparingDouble(cost -> -cost.mean().ratio().value()));
        List<String> shown = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (Cost cost : costs) {
            Interval interval = cost.mean().ratio().interval().orElseThrow();
            String key = cost.subject().key();
            if (interval.low() > 1 || interval.high() < 1) {
                shown.add(times(cost.mean().ratio()) + " as long inside " + key);
            } else {
                String bound = Measure.PERCENT.brief(100 * cost.mean().ratio().bound());
                same.add(key + " (none over " + bound + " could have been missed)");
            }
        }
        RoundRatios.Mean any = costs.get(0).mean();
        return Optional.of(
                new Finding(
                        work(shown, same),
                        "Geometric means over "
                                + any.works()
                                + (any.works() == 1 ? " kind" : " kinds")
                                + " of work against a process, 95 % intervals over "
                                + Answers.rounds(any.rounds())
                                + ". A mean hides much: the section shows each."));
    }

    private static String work(List<String> shown, List<String> same) {
        String slower = shown.isEmpty() ? "" : "Work takes " + String.join(", ", shown);
        if (same.isEmpty()) {
            return slower + ".";
        }
        return (slower.isEmpty()
                        ? "No difference of work was shown for "
                        : slower + "; no difference was shown for ")
                + String.join(", ", same)
                + ".";
    }

    /** What must not be read into a run whose machines were not real ones. */
    private Optional<Finding> machines() {
        List<Subject> measured =
                reading.subjects().stream()
                        .filter(
                                s ->
                                        s.kind() == BackendClass.VM
                                                || s.kind() == BackendClass.BARE_GUEST)
                        .filter(
                                s ->
                                        reading.cell(RunReading.BOOT, s, Metric.STAGE_READY)
                                                .flatMap(RunReading::measured)
                                                .isPresent())
                        .toList();
        boolean real =
                measured.stream()
                        .anyMatch(
                                s ->
                                        s.kind() == BackendClass.VM
                                                && (!s.apart()
                                                        || s.labelWords().contains("nested-kvm")));
        if (measured.isEmpty() || real) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        "Nothing here speaks for virtual machines: none ran on hardware or nested KVM.",
                        String.join(", ", measured.stream().map(Subject::figureName).toList())
                                + " "
                                + (measured.size() == 1 ? "is" : "are")
                                + " ranked apart."));
    }

    /** Of a simulated fleet: who needs the fewest hosts, by the policy that is best for it. */
    private Optional<Finding> hosts() {
        record Need(Subject subject, String policy, double hosts) {}
        List<Need> needs = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            if (subject.kind() == BackendClass.PROCESS) {
                continue; // no isolation at all: the baseline, which nobody would choose
            }
            reading.cells("simulate", subject, Metric.FLEET_HOSTS).stream()
                    .filter(cell -> cell.key().parameters().keySet().equals(Set.of("policy")))
                    .forEach(
                            cell ->
                                    median(cell)
                                            .ifPresent(
                                                    hosts ->
                                                            needs.add(
                                                                    new Need(
                                                                            subject,
                                                                            cell.key()
                                                                                    .parameters()
                                                                                    .getOrDefault(
                                                                                            "policy",
                                                                                            ""),
                                                                            hosts))));
        }
        if (needs.isEmpty()) {
            return Optional.empty();
        }
        needs.sort(Comparator.comparingDouble(Need::hosts));
        Need least = needs.get(0);
        Need most = needs.get(needs.size() - 1);
        return Optional.of(
                new Finding(
                        "By the model, the fleet needs "
                                + Measure.COUNT.text(least.hosts())
                                + " hosts with "
                                + least.subject().key()
                                + " ("
                                + least.policy()
                                + "), and "
                                + Measure.COUNT.text(most.hosts())
                                + " with "
                                + most.subject().key()
                                + " ("
                                + most.policy()
                                + ").",
                        "Simulated: medians over the repeats; the fewest and the most of "
                                + needs.size()
                                + " technologies and policies."));
    }

    private static OptionalDouble median(Cell cell) {
        return RunReading.measured(cell)
                .map(found -> OptionalDouble.of(found.summary().p50()))
                .orElse(OptionalDouble.empty());
    }
}
