package tare.reports.debate;

import java.util.List;

/**
 * A claim with its verdict.
 *
 * @param figures what the verdict rests on, one sentence for each test with figures
 * @param needed what would have to be measured, where something is missing; else empty
 */
public record Judged(Claim claim, Verdict verdict, List<String> figures, String needed) {

    public Judged {
        figures = List.copyOf(figures);
    }
}
