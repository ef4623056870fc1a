package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tare.harness.backend.BackendContext;
import tare.harness.crowd.Keeper;
import tare.harness.fork.ForkSettings;
import tare.harness.host.HostTree;
import tare.harness.host.Pinning;
import tare.results.model.Step;

/**
 * Starts the helpers of a step, each with a name, settings and a journal of its own.
 *
 * @param name of the step, unique in the run
 * @param heapMegabytes of each
 */
record KeeperStart(
        String name,
        Step step,
        StepContext context,
        MemoryReader reader,
        Path log,
        int heapMegabytes) {

    private static final int WARMUP_LAUNCHES = 300;
    private static final long WARMUP_NANOS = 1_000_000_000L;

    Keeper open(int number) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        String own = name + "-h" + number;
        Pinning place =
                context.harnessCpus().isEmpty()
                        ? Pinning.NONE
                        : Pinning.ofLauncher(HostTree.live(), number);
        ForkSettings settings =
                new ForkSettings(
                        context.runId(),
                        step.backend(),
                        BackendContext.settingsOf(context.plan().parameters()),
                        context.runId() + "-" + own,
                        context.stateDirectory(),
                        context.scratchDirectory(),
                        context.scratchDirectory().resolve(own + ".samples"),
                        0,
                        List.of(),
                        WARMUP_LAUNCHES,
                        WARMUP_NANOS,
                        place.harnessCpus(),
                        place.instanceCpus());
        Keeper helper =
                Keeper.start(
                        settings,
                        context.scratchDirectory().resolve(own + ".properties"),
                        log,
                        heapMegabytes);
        reader.enclose(helper.pid());
        return helper;
    }
}
