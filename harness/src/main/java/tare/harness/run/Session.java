package tare.harness.run;

import java.nio.file.Path;
import tare.harness.journal.Journal;

/**
 * One process's part in a run; a resumed run has several.
 *
 * @param runId token of this session: letters and digits, in every name that launches leave on the
 *     host
 * @param journal where the driver writes down what it makes
 * @param concurrent whether other runs may go on beside this one
 * @param output the run's output directory
 * @param stateDirectory where this session's journals and locks lie
 * @param scratchDirectory private directory for what instances need on disk
 * @param harnessCpus CPU list for launching threads; empty for no pinning
 * @param instanceCpus CPU list for instances; empty for no pinning
 */
public record Session(
        String runId,
        Journal journal,
        boolean concurrent,
        Path output,
        Path stateDirectory,
        Path scratchDirectory,
        String harnessCpus,
        String instanceCpus) {}
