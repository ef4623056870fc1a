package tare.results.model;

import java.util.List;

/**
 * One run, whole: the content of a result file.
 *
 * @param id SHA-256 in hexadecimal over the canonical plan and cells
 * @param createdAt when the run began, ISO 8601 in UTC
 * @param cells sorted by key
 */
public record RunResult(
        String id,
        String createdAt,
        RunState state,
        Tool tool,
        HostFacts host,
        Plan plan,
        List<Cell> cells,
        List<Warning> warnings) {

    public RunResult {
        cells = List.copyOf(cells);
        warnings = List.copyOf(warnings);
    }
}
