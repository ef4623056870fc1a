package tare.reports.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import tare.reports.chart.NaiveEcdf;
import tare.reports.reading.SampleRuns;
import tare.results.file.ResultReader;
import tare.results.file.ResultWriter;
import tare.results.model.BackendClass;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.RunState;

/**
 * The benchmark of the page: 30 backends, six experiments, a million samples. By itself it reads
 * {@code result.json} of a folder in a JVM that has as little memory as it was given, draws {@code
 * report.html} there and prints what that took; with {@code naive} it draws one backend's
 * distribution as the library would.
 */
public final class LargePage {

    private static final int BACKENDS = 30;
    private static final int ROUNDS = 10;
    private static final int LAUNCHES = 440;
    private static final double MILLION = 1e6;

    private LargePage() {}

    /** The run itself. */
    static RunResult run() {
        SampleRuns runs = new SampleRuns(ROUNDS, LAUNCHES);
        BackendClass[] kinds = BackendClass.values();
        for (int i = 0; i < BACKENDS; i++) {
            BackendClass kind = i == 0 ? BackendClass.PROCESS : kinds[1 + i % (kinds.length - 1)];
            String key =
                    i == 0
                            ? "process"
                            : (kind == BackendClass.STACKED ? "a-in-b" : kind.id()) + "-" + i;
            runs.boot(key, kind, 2e5 * (1 + i * i), i % 2 == 0)
                    .memory(key, kind, 1e5 * (1 + i))
                    .service(key, kind, 100, "host", 1e6 * (1 + i))
                    .outlook(key, kind, 100 + i, 110 + i)
                    .fleet("simulate", key, kind, 100 + i)
                    .fleet("plan", key, kind, 90 + i);
            for (int work = 0; work < 20; work++) {
                runs.overhead(key, kind, "work-" + work, 100 + i, 0.01);
            }
        }
        return runs.run(RunState.COMPLETE);
    }

    static long samples(RunResult run) {
        return run.cells().stream()
                .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                .mapToLong(cell -> ((Outcome.Measured) cell.outcome()).summary().count())
                .sum();
    }

    /**
     * Draws.
     *
     * @param arguments the folder; then {@code make} to write the result there, or, for the
     *     comparison, {@code naive}
     */
    public static void main(String[] arguments) throws java.io.IOException {
        Path folder = Path.of(arguments[0]);
        if (arguments.length > 1 && arguments[1].equals("make")) {
            write(run(), folder);
            return;
        }
        long start = System.nanoTime();
        RunResult run = new ResultReader().read(folder.resolve("result.json")).result();
        if (arguments.length > 1) {
            naive(run);
            return;
        }
        long read = System.nanoTime();
        Path page = folder.resolve("report.html");
        new ReportPage().write(run, page);
        long drawn = System.nanoTime();
        System.out.printf(
                "figure: page of %d samples: read in %.0f ms, drawn in %.0f ms, %.2f MiB of HTML,"
                        + " at most %d MiB of heap%n",
                samples(run),
                (read - start) / MILLION,
                (drawn - read) / MILLION,
                Files.size(page) / 0x1p20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void naive(RunResult run) {
        double[] samples =
                run.cells().stream()
                        .filter(cell -> cell.key().metric() == Metric.STAGE_READY)
                        .filter(cell -> cell.key().backend().equals("process"))
                        .flatMap(cell -> ((Outcome.Measured) cell.outcome()).rounds().stream())
                        .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                        .toArray();
        NaiveEcdf.draw(Arrays.copyOf(samples, 100));
        long start = System.nanoTime();
        int length = NaiveEcdf.draw(samples);
        System.out.printf(
                "figure: one curve of %d samples by the library's own steps: %.0f ms, %.2f MiB%n",
                samples.length, (System.nanoTime() - start) / MILLION, length / 0x1p20);
    }

    /** Writes the run where {@link #main} reads it. */
    static void write(RunResult run, Path folder) {
        new ResultWriter().write(run, folder.resolve("result.json"));
    }
}
