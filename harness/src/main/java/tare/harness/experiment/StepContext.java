package tare.harness.experiment;

import java.nio.file.Path;
import tare.harness.backend.Backend;
import tare.harness.journal.Journal;
import tare.results.model.Plan;

/**
 * Where a step works and what it may use.
 *
 * @param runId token of this session of the run
 * @param plan the whole plan
 * @param backend the step's backend, opened by the driver, to be asked or to launch from its own
 *     JVM
 * @param journal where the driver writes down what it makes
 * @param output the run's output directory
 * @param stateDirectory where this run's journals and locks lie
 * @param scratchDirectory private directory for what instances need on disk
 * @param harnessCpus CPU list for the launching thread; empty for no pinning
 * @param instanceCpus CPU list for instances; empty for no pinning
 */
public record StepContext(
        String runId,
        Plan plan,
        Backend backend,
        Journal journal,
        Path output,
        Path stateDirectory,
        Path scratchDirectory,
        String harnessCpus,
        String instanceCpus) {}
