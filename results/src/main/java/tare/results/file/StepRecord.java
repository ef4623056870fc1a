package tare.results.file;

import java.util.List;
import tare.results.model.Step;
import tare.results.model.Warning;

/** A finished step of a run, as one line of its append-only file. */
public record StepRecord(Step step, List<Fragment> fragments, List<Warning> warnings) {
    public StepRecord {
        fragments = List.copyOf(fragments);
        warnings = List.copyOf(warnings);
    }
}
