package tare.harness.cli;

import java.nio.file.Path;
import tare.results.failure.UsageError;
import tare.results.file.ResultReader;
import tare.results.model.RunResult;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.StartCalibration;

/**
 * A result whose measured figures take the place of published ones: that of {@code --calibrate}.
 */
record CalibratingResult(Path file, RunResult result) {

    /**
     * Reads it.
     *
     * @param given the file, or the directory in which it lies
     */
    static CalibratingResult read(Path given) {
        Path file = SimulateJob.resultFile(given);
        return new CalibratingResult(file, new ResultReader().read(file).result());
    }

    StartCalibration starts() {
        return StartCalibration.of(result);
    }

    /**
     * Memory per instance.
     *
     * @param console told what is left out
     * @throws UsageError if none was measured
     */
    Calibration memory(Console console) {
        Calibration found = Calibration.of(result);
        if (found.technologies().isEmpty()) {
            throw new UsageError(
                    "the result has nothing to calibrate with",
                    file.toString(),
                    "no memory.instance was measured in it",
                    "tare run footprint");
        }
        for (String backend : found.unusable()) {
            console.err()
                    .println(
                            "warning: "
                                    + backend
                                    + " is left out: its memory per instance is not above noise");
        }
        return found;
    }
}
