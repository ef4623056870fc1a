package tare.reports.debate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tare.reports.reading.Estimates;
import tare.reports.reading.Interval;
import tare.reports.reading.Measure;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.RoundRatios;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.Label;

/** Holds every backend of one side against every one of the other. */
final class PairTest {

    private final RunReading reading;
    private final OverheadReading overhead;

    PairTest(RunReading reading) {
        this.reading = reading;
        this.overhead = reading.overhead();
    }

    /** Two backends with the ratio of the left to the right. */
    private record Pair(String left, String right, Estimates.Ratio ratio, boolean simulated) {

        Interval interval() {
            return ratio.interval().orElseThrow();
        }

        String words() {
            return interval().around(ratio.value(), Measure.COUNT)
                    + " times, "
                    + left
                    + " against "
                    + right;
        }
    }

    Finding find(Claim.Test.Pairs test) {
        List<Pair> all = pairs(test);
        List<Pair> pairs =
                all.stream().filter(pair -> pair.ratio().interval().isPresent()).toList();
        if (pairs.isEmpty()) {
            return new Finding(Finding.State.ABSENT, all.isEmpty() ? missing(test) : ONE_ROUND);
        }
        long below = pairs.stream().filter(p -> p.interval().high() < test.factor()).count();
        long above = pairs.stream().filter(p -> p.interval().low() > test.factor()).count();
        long holds = test.below() ? below : above;
        long fails = test.below() ? above : below;
        Finding.State state =
                holds == pairs.size()
                        ? Finding.State.HOLDS
                        : fails == pairs.size() ? Finding.State.FAILS : Finding.State.OPEN;
        return new Finding(state, words(test, pairs, below, above));
    }

    private static final String ONE_ROUND = "One round gives no interval: more are needed.";

    private static String words(Claim.Test.Pairs test, List<Pair> pairs, long below, long above) {
        List<Pair> sorted =
                pairs.stream()
                        .sorted(Comparator.comparingDouble(pair -> pair.ratio().value()))
                        .toList();
        String against = test.factor() == 1 ? "1" : Measure.COUNT.text(test.factor());
        StringBuilder words = new StringBuilder(quantity(test.metric()));
        words.append(", ").append(test.left().words()).append(" against ");
        words.append(test.right().words()).append(": ");
        String least = sorted.get(0).words();
        String most = sorted.get(sorted.size() - 1).words();
        if (least.equals(most)) {
            words.append(least);
            words.append(pairs.size() == 1 ? "" : ", the same in " + pairs.size() + " ways");
        } else {
            words.append(below).append(" of ").append(pairs.size()).append(" pairs below ");
            words.append(against).append(", ").append(above).append(" above; from ");
            words.append(least).append(", to ").append(most);
        }
        long open = pairs.size() - below - above;
        if (open > 0) {
            double bound =
                    pairs.stream()
                            .filter(p -> p.interval().low() <= test.factor())
                            .filter(p -> p.interval().high() >= test.factor())
                            .mapToDouble(p -> p.ratio().bound())
                            .max()
                            .orElse(0);
            words.append("; where the interval holds ").append(against);
            words.append(", no difference over ").append(Measure.PERCENT.brief(100 * bound));
            words.append(" could have been missed");
        }
        boolean simulated = pairs.stream().anyMatch(Pair::simulated);
        return words.append(simulated ? " (simulated)." : ".").toString();
    }

    private static String quantity(String metric) {
        return switch (metric) {
            case "stage.ready" -> "Start time";
            case "memory.instance" -> "Memory per instance";
            case "density.instances" -> "Instances on the host";
            case "fleet.hosts" -> "Hosts that the fleet needs";
            case Claim.MEAN -> "Overhead of work, geometric mean";
            default -> metric;
        };
    }

    /** Which side has nothing, and what stands near it but does not count. */
    private String missing(Claim.Test.Pairs test) {
        if (!ClaimsFile.known(test.metric())) {
            return "";
        }
        List<String> apart =
                reading.subjects().stream()
                        .filter(subject -> isMachine(subject.kind()) && subject.apart())
                        .filter(
                                subject ->
                                        test.left().has(subject, "")
                                                || test.right().has(subject, ""))
                        .map(Subject::figureName)
                        .toList();
        return apart.isEmpty()
                ? ""
                : String.join(", ", apart)
                        + " do"
                        + (apart.size() == 1 ? "es" : "")
                        + " not count: figures of such machines say nothing of others.";
    }

    private List<Pair> pairs(Claim.Test.Pairs test) {
        List<Pair> pairs = new ArrayList<>();
        for (Subject left : reading.subjects()) {
            if (test.left().has(left, "") && counts(left)) {
                for (Subject right : reading.subjects()) {
                    if (test.right().has(right, left.key()) && counts(right)) {
                        pairs.addAll(pairs(test, left, right));
                    }
                }
            }
        }
        return pairs;
    }

    private List<Pair> pairs(Claim.Test.Pairs test, Subject left, Subject right) {
        if (test.metric().equals(Claim.MEAN)) {
            return overhead
                    .mean(right, left)
                    .map(mean -> new Pair(left.key(), right.key(), mean.ratio(), false))
                    .stream()
                    .toList();
        }
        List<Pair> pairs = new ArrayList<>();
        for (Cell cell : cells(test, left)) {
            for (Cell other : cells(test, right)) {
                boolean alike =
                        cell.key().parameters().equals(other.key().parameters())
                                && cell.key().workload().equals(other.key().workload())
                                && cell.key().experiment().equals(other.key().experiment());
                Optional<Estimates.Ratio> ratio =
                        alike ? RoundRatios.of(other, cell) : Optional.empty();
                ratio.ifPresent(
                        found ->
                                pairs.add(
                                        new Pair(
                                                left.key(),
                                                right.key(),
                                                found,
                                                cell.labels().contains(Label.SIMULATED))));
            }
        }
        return pairs;
    }

    /** The cells with the fewest parameters: those of the question itself. */
    private List<Cell> cells(Claim.Test test, Subject subject) {
        List<Cell> all =
                reading.run().cells().stream()
                        .filter(cell -> cell.key().backend().equals(subject.key()))
                        .filter(cell -> of(cell, test))
                        .filter(cell -> !cell.labels().contains(Label.UNPROVEN))
                        .filter(cell -> reading.cut(cell).isEmpty())
                        .toList();
        int fewest = all.stream().mapToInt(c -> c.key().parameters().size()).min().orElse(0);
        return all.stream().filter(c -> c.key().parameters().size() == fewest).toList();
    }

    /** Whether a cell belongs to a test. */
    static boolean of(Cell cell, Claim.Test test) {
        return cell.key().metric().id().equals(test.metric())
                && (test.experiment().equals("*")
                        || cell.key().experiment().equals(test.experiment()));
    }

    /** Machines count on hardware or nested KVM only. */
    private static boolean counts(Subject subject) {
        return !isMachine(subject.kind())
                || !(subject.labels().contains(Label.EMULATED)
                        || subject.labels().contains(Label.SOFTWARE_PAGING));
    }

    private static boolean isMachine(BackendClass kind) {
        return kind == BackendClass.VM
                || kind == BackendClass.FORKED_VM
                || kind == BackendClass.STACKED;
    }
}
