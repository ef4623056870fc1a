package tare.harness.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.experiment.Finding;
import tare.harness.experiment.InstrumentProof;
import tare.harness.experiment.KernelStep;
import tare.harness.experiment.Shuffle;
import tare.harness.experiment.StepContext;
import tare.harness.linux.Kernel;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.Step;
import tare.results.model.Summary;
import tare.results.statistics.Quantiles;

/**
 * The payload kernels in every place, and the instrument's own proof:
 *
 * <pre>KernelComparison DIRECTORY CPUS ROUNDS CHUNKS BACKEND...</pre>
 *
 * <p>Prints the median over all chunks, in nanoseconds per turn, with the quartiles of the rounds'
 * medians. Ends with 1 if the proof fails.
 */
public final class KernelComparison {

    private static final String EXPERIMENT = "overhead";

    private final KernelStep kernels;
    private final Path directory;
    private final String cpus;
    private final Map<CellKey, List<Round>> found = new LinkedHashMap<>();
    private final Map<CellKey, String> missing = new LinkedHashMap<>();
    private final Map<String, BackendClass> classes = new TreeMap<>();
    private final MemoryJournal journal = new MemoryJournal();
    private final MonotonicClock clock = MonotonicClock.system();

    private KernelComparison(Path directory, String cpus, int rounds, int chunks) {
        this.directory = directory;
        this.cpus = cpus;
        kernels = new KernelStep(new Kernel(), clock, chunks, KernelStep.proofRounds(rounds));
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[2]);
        int chunks = Integer.parseInt(arguments[3]);
        List<String> keys = new ArrayList<>(Arrays.asList(arguments).subList(4, arguments.length));
        KernelComparison comparison =
                new KernelComparison(
                        Files.createDirectories(directory), arguments[1], rounds, chunks);
        for (int round = 0; round < rounds; round++) {
            Shuffle.inPlace(keys, round);
            for (int order = 0; order < keys.size(); order++) {
                comparison.step(new Step(round, order, EXPERIMENT, keys.get(order)));
            }
        }
        if (!comparison.print()) {
            System.exit(1);
        }
    }

    private void step(Step step) {
        Plan plan = new Plan(1, "quick", List.of(), List.of(), 1, new TreeMap<>(), List.of());
        try (Backend backend =
                Registry.embedded()
                        .open(
                                step.backend(),
                                new BackendContext("kernels", clock, journal, directory))) {
            classes.put(step.backend(), backend.backendClass());
            StepContext context =
                    new StepContext(
                            "kernels", plan, backend, journal, directory, directory, directory, "",
                            cpus);
            for (Finding finding : kernels.run(step, context)) {
                if (finding instanceof Finding.Found of) {
                    found.computeIfAbsent(of.key(), key -> new ArrayList<>()).add(of.round());
                } else if (finding instanceof Finding.Missing why) {
                    missing.put(why.key(), why.why().reason());
                }
            }
        }
    }

    private boolean print() {
        List<Cell> cells = new ArrayList<>();
        for (Map.Entry<CellKey, List<Round>> entry : new TreeMap<>(found).entrySet()) {
            CellKey key = entry.getKey();
            double[] medians =
                    entry.getValue().stream()
                            .mapToDouble(round -> Quantiles.median(round.samples().values()))
                            .toArray();
            double[] all =
                    entry.getValue().stream()
                            .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                            .toArray();
            if (key.metric() == Metric.OVERHEAD_SCORE) {
                System.out.printf(
                        Locale.ROOT,
                        "%-24s %-10s %-28s %12.3f ns  (%.3f to %.3f, n = %d)%n",
                        key.workload(),
                        key.backend(),
                        key.parameters(),
                        Quantiles.median(all),
                        Quantiles.of(medians, 0.25),
                        Quantiles.of(medians, 0.75),
                        all.length);
            }
            Summary none = new Summary(all.length, 0, 0, 0, 0, 0, 0, 0, "none");
            cells.add(
                    new Cell(
                            key,
                            classes.getOrDefault(key.backend(), BackendClass.PROCESS),
                            1,
                            new TreeSet<>(),
                            "",
                            new Outcome.Measured(entry.getValue(), none)));
        }
        missing.forEach(
                (key, why) ->
                        System.out.println(
                                key.workload()
                                        + " "
                                        + key.backend()
                                        + " "
                                        + key.parameters()
                                        + ": "
                                        + why));
        List<InstrumentProof> proofs = InstrumentProof.of(cells);
        proofs.forEach(proof -> System.out.println(proof.sentence()));
        return InstrumentProof.proven(proofs);
    }
}
