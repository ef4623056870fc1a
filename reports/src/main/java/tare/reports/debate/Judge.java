package tare.reports.debate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tare.reports.reading.RunReading;

/** Judges the claims by a run. */
public final class Judge {

    private final RunReading reading;
    private final PairTest pairs;

    public Judge(RunReading reading) {
        this.reading = reading;
        this.pairs = new PairTest(reading);
    }

    /** All claims, in the order of the rule file. */
    public static List<Judged> all(RunReading reading) {
        Judge judge = new Judge(reading);
        return ClaimsFile.claims().stream().map(judge::judge).toList();
    }

    /**
     * One claim: supported if every test holds, contradicted if every test fails, not measured if
     * one that is asked for has no figures, else mixed.
     */
    public Judged judge(Claim claim) {
        List<String> figures = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<Finding.State> states = new ArrayList<>();
        boolean unknown = claim.tests().isEmpty();
        for (Claim.Test test : claim.tests()) {
            Finding finding = find(test);
            if (finding.state() != Finding.State.ABSENT) {
                states.add(finding.state());
                figures.add(finding.words());
            } else if (!test.optional()) {
                unknown = true;
                missing.add(finding.words());
            }
        }
        Verdict verdict = unknown ? Verdict.NOT_MEASURED : verdict(states);
        missing.add(claim.needed() + ".");
        String needed =
                verdict == Verdict.NOT_MEASURED
                        ? missing.stream()
                                .filter(words -> !words.isEmpty())
                                .distinct()
                                .collect(Collectors.joining(" "))
                        : "";
        return new Judged(claim, verdict, figures, needed);
    }

    private static Verdict verdict(List<Finding.State> states) {
        Set<Finding.State> found = Set.copyOf(states);
        if (found.equals(Set.of(Finding.State.HOLDS))) {
            return Verdict.SUPPORTED;
        }
        return found.equals(Set.of(Finding.State.FAILS)) ? Verdict.CONTRADICTED : Verdict.MIXED;
    }

    private Finding find(Claim.Test test) {
        if (test instanceof Claim.Test.Pairs wanted) {
            return pairs.find(wanted);
        }
        return found((Claim.Test.Found) test);
    }

    private Finding found(Claim.Test.Found test) {
        long there = reading.run().cells().stream().filter(cell -> PairTest.of(cell, test)).count();
        long measured =
                reading.run().cells().stream()
                        .filter(cell -> PairTest.of(cell, test))
                        .filter(cell -> RunReading.measured(cell).isPresent())
                        .count();
        if (there == 0) {
            return new Finding(Finding.State.ABSENT, "");
        }
        return measured == 0
                ? new Finding(Finding.State.FAILS, "None of " + there + " answers was found.")
                : new Finding(
                        Finding.State.HOLDS,
                        measured + " of " + there + " answers were found (simulated).");
    }
}
