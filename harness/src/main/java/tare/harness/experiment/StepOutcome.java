package tare.harness.experiment;

import java.util.List;
import tare.results.model.Warning;

/** What one step of a run yielded. */
public record StepOutcome(List<Finding> findings, List<Warning> warnings) {
    public StepOutcome {
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }
}
