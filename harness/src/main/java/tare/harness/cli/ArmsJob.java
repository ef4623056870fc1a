package tare.harness.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.experiment.StartTime;
import tare.harness.jmh.SerialFilter;
import tare.harness.run.Cancellation;
import tare.harness.run.Candidate;
import tare.harness.run.OutputDirectory;
import tare.harness.run.Planner;
import tare.harness.run.Profile;
import tare.harness.run.RunRequest;
import tare.harness.run.Runner;
import tare.harness.run.Workplace;
import tare.results.file.ResultWriter;
import tare.results.file.RunHeader;
import tare.results.file.RunJournal;
import tare.results.gate.Arms;
import tare.results.gate.GateReport;
import tare.results.gate.Looks;
import tare.results.gate.Verdict;
import tare.results.model.Cell;
import tare.results.model.HostFacts;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** Measures two sides in one run, the first of them in two arms, and looks as often as planned. */
final class ArmsJob {

    private static final String RESULT = "result.json";

    private static final int MOST_LOOKS = 4;

    /** From 16 rounds on S95 is at most the minimum effect and four standard errors. */
    private static final int ROUNDS_OF_ONLY_LOOK = 16;

    /**
     * The first of several comes early, for large losses show at once: 12 rounds can say p =
     * 0.0005, and so FAIL at a quarter of alpha although one or two of them say otherwise.
     */
    private static final int ROUNDS_OF_SEVERAL = 12;

    /** What each arm's launches take of a round; the fork's own start takes as much. */
    private static final long ARM_NANOS = 1_500_000_000L;

    private static final int FEWEST_LAUNCHES = 12;
    private static final int MOST_LAUNCHES = 200;

    private final Console console;
    private final Wiring wiring = new Wiring();
    private final Planner planner = wiring.armsPlanner();

    ArmsJob(Console console) {
        this.console = console;
    }

    /**
     * What is asked.
     *
     * @param name that both sides go by
     * @param a the reference
     * @param b the other side
     * @param rounds of each look
     * @param budget no look begins that would end after it; one look without a budget
     * @param seed of every order
     */
    record Asked(
            String name,
            GateSide a,
            GateSide b,
            OptionalInt rounds,
            Optional<Duration> budget,
            OptionalLong seed,
            Optional<Path> out,
            Workplace.Sharing sharing) {}

    /** Judges what was measured so far, for one of so many looks. */
    interface Judge {
        GateReport judge(RunResult run, int looks);
    }

    /** Measures until every verdict is reached, or the planned looks are over. */
    GateReport run(Asked asked, Judge judging) {
        SerialFilter.install();
        Cancellation cancellation = new Cancellation();
        try (Signals signals = Signals.install(cancellation);
                Workplace place = wiring.workplace(asked.sharing())) {
            Path directory = OutputDirectory.resolve(asked.out(), Instant.now(), place.runId());
            OutputDirectory.claim(directory, false);
            HostFacts host = wiring.hostFacts();
            long begin = System.nanoTime();
            int looks = asked.budget().isPresent() ? MOST_LOOKS : 1;
            List<RunResult> runs = new ArrayList<>();
            GateReport report;
            do {
                runs.add(look(asked, runs, directory, host, place, cancellation));
                RunResult joined = joined(runs, asked.name());
                new ResultWriter().write(joined, directory.resolve(RESULT));
                report = judging.judge(joined, looks);
                console.err()
                        .println(
                                "Look "
                                        + runs.size()
                                        + " of at most "
                                        + looks
                                        + ": "
                                        + report.verdict().word());
            } while (goesOn(report, runs.size(), looks, begin, asked)
                    && !cancellation.requested()
                    && !signals.interrupted());
            console.err().println("Result: " + directory.resolve(RESULT));
            return report;
        }
    }

    private static boolean goesOn(
            GateReport report, int done, int looks, long beginNanos, Asked asked) {
        if (done >= looks || report.verdict() != Verdict.INCONCLUSIVE) {
            return false;
        }
        long spent = System.nanoTime() - beginNanos;
        return spent + spent / done <= asked.budget().orElseThrow().toNanos();
    }

    private RunResult look(
            Asked asked,
            List<RunResult> before,
            Path directory,
            HostFacts host,
            Workplace place,
            Cancellation cancellation) {
        RunRequest request = request(asked, before.size());
        List<Candidate> candidates;
        try (Asking asking = new Asking(console)) {
            candidates = planner.candidates(request, place.context(), asking);
        }
        Path output = directory.resolve("look-" + (before.size() + 1));
        OutputDirectory.claim(output, false);
        Plan plan = planner.plan(sized(request, candidates, before), candidates, wiring.drawSeed());
        List<Warning> warnings = new ArrayList<>(wiring.hostWarnings(host));
        if (place.concurrent()) {
            warnings.add(new Warning(WarningKind.CONCURRENT, ""));
        }
        RunHeader header =
                new RunHeader(
                        Instant.now().toString(),
                        wiring.tool(candidates, plan.parameters(), place),
                        host,
                        plan);
        ConsoleProgress progress = new ConsoleProgress(console);
        try (RunJournal journal = RunJournal.create(output, header)) {
            progress.planned(plan, output, 0, planner.estimateNanos(plan, plan.steps()));
            return new Runner(
                            planner.experiments(List.of(Planner.ALL)),
                            wiring::pressure,
                            progress,
                            cancellation)
                    .run(wiring.session(place, output, "auto"), journal, candidates, warnings);
        }
    }

    private static RunRequest request(Asked asked, int number) {
        SortedMap<String, String> parameters = new TreeMap<>();
        int rounds = asked.budget().isPresent() ? ROUNDS_OF_SEVERAL : ROUNDS_OF_ONLY_LOOK;
        parameters.put(StartTime.CALIBRATIONS, "1");
        List<String> keys = new ArrayList<>();
        for (String arm : Arms.NAMES) {
            GateSide side = arm.startsWith("a") ? asked.a() : asked.b();
            keys.add(Looks.key(side.backend(), arm));
            side.settings().forEach((name, value) -> parameters.put(Looks.key(name, arm), value));
        }
        OptionalLong seed =
                asked.seed().isPresent()
                        ? OptionalLong.of(asked.seed().getAsLong() + number)
                        : OptionalLong.empty();
        return new RunRequest(
                List.of("boot"),
                keys,
                keys,
                Profile.QUICK,
                OptionalInt.of(asked.rounds().orElse(rounds)),
                seed,
                "auto",
                parameters);
    }

    /**
     * As many launches an arm as a round has time for, in all looks. One launch was timed of each
     * arm, which the host may have held up: the middle one counts.
     */
    private static RunRequest sized(
            RunRequest request, List<Candidate> candidates, List<RunResult> before) {
        SortedMap<String, String> parameters = new TreeMap<>(request.parameters());
        if (before.isEmpty()) {
            long[] nanos = candidates.stream().mapToLong(Candidate::launchNanos).sorted().toArray();
            long affordable = ARM_NANOS / Math.max(1, nanos[nanos.length / 2]);
            long launches = Math.max(FEWEST_LAUNCHES, Math.min(MOST_LAUNCHES, affordable));
            parameters.put(StartTime.LAUNCHES, Long.toString(launches));
        } else {
            SortedMap<String, String> first = before.get(0).plan().parameters();
            parameters.put(StartTime.LAUNCHES, first.get(StartTime.LAUNCHES));
        }
        return request.setting(parameters);
    }

    private static RunResult joined(List<RunResult> runs, String name) {
        RunResult last = runs.get(runs.size() - 1);
        Plan plan = Looks.plan(runs);
        List<Cell> cells = Looks.cells(runs, name);
        return new RunResult(
                ResultWriter.id(plan, cells),
                runs.get(0).createdAt(),
                last.state(),
                last.tool(),
                last.host(),
                plan,
                cells,
                runs.stream().flatMap(run -> run.warnings().stream()).distinct().toList());
    }
}
