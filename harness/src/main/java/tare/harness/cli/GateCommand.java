package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tare.harness.run.Workplace;
import tare.results.exchange.GateJson;
import tare.results.exchange.GateText;
import tare.results.exchange.JUnitXml;
import tare.results.exchange.PolicyFile;
import tare.results.exchange.SelfTestText;
import tare.results.failure.ExitCode;
import tare.results.failure.UsageError;
import tare.results.gate.Arms;
import tare.results.gate.Gate;
import tare.results.gate.GateReport;
import tare.results.gate.Limit;
import tare.results.gate.Policy;
import tare.results.gate.Selector;
import tare.results.gate.SelfTest;
import tare.results.gate.Verdict;
import tare.results.model.RunResult;

/** {@code tare gate}: whether a change made things worse. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description = {
            "Judges a change: PASS, FAIL, or too little to tell.",
            "Measures two sides in one run (--a, --b), or judges a stored result against a baseline or a "
                    + "promise. PASS is a shown absence of a loss, not a lack of proof of one."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare gate --a runc=/opt/a/runc --b runc=/opt/b/runc --budget 10m",
            "  tare gate --a crun --b crun                        must pass: the same twice",
            "  tare gate --a probe=0ms --b probe=5ms --guest crun must fail: a made loss",
            "  tare gate --baseline base.json result.json",
            "  tare gate --baseline base.json result.json --subject runc --junit gate.xml",
            "  tare gate --limit start-p99=50ms result.json       a promise alone",
            "  tare gate --baseline base.json result.json --self-test 1000",
            "",
            "Exit codes: 0 PASS; 1 FAIL; 2 usage; 3 INCONCLUSIVE; 4 INCOMPARABLE; 5 unreadable "
                    + "input; 6 cannot write; 7 a side cannot be launched here."
        })
final class GateCommand implements Callable<Integer> {

    private static final Path POLICY = Path.of("tare-gate.yaml");

    /** What becomes of an open verdict. */
    enum Inconclusive {
        /** It has its own exit code. */
        OPEN,
        PASS,
        FAIL
    }

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "RESULT",
            arity = "0..1",
            description = "a result file, or the directory of a run (default: tare-out/latest)")
    private Path result = Path.of("tare-out", "latest");

    @Option(
            names = "--a",
            paramLabel = "SIDE",
            description =
                    "measure this as the reference: a backend's key, NAME=PATH of an OCI runtime,"
                            + " kernel=PATH of a guest's kernel, or probe=DELAY of a probe that is slow"
                            + " on purpose; runs as two arms, for the noise floor")
    private @Nullable String sideA;

    @Option(names = "--b", paramLabel = "SIDE", description = "measure this as the other side")
    private @Nullable String sideB;

    @Option(
            names = "--guest",
            paramLabel = "KEY",
            description =
                    "the backend that boots --a kernel=PATH, or starts --a probe=DELAY (default:"
                            + " qemu:microvm-kvm, or process)")
    private @Nullable String guest;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "rounds of each look at --a and --b (default: 16, with --budget 12)")
    private @Nullable Integer rounds;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "look up to four times, at a fourth of alpha each, and stop when decided; no look"
                            + " begins that would end later, for example 10m")
    private @Nullable String budget;

    @Option(names = "--seed", paramLabel = "N", description = "seed of every order")
    private @Nullable Long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "where --a and --b are kept")
    private @Nullable Path out;

    @Option(
            names = "--concurrent",
            description = "measure beside another run; cells are labelled noisy")
    private boolean concurrent;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "the stored result to judge against, of the same host")
    private @Nullable Path baseline;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            split = ",",
            description =
                    "what is being compared and may differ in version: tare, kernel, java, or a"
                            + " tool such as runc")
    private List<String> subjects = new ArrayList<>();

    @Option(
            names = "--waive",
            paramLabel = "FACT",
            split = ",",
            description = "differences that shall not bind, for example kernel.release")
    private List<String> waived = new ArrayList<>();

    @Option(
            names = "--metric",
            paramLabel = "SELECTOR",
            split = ",",
            description =
                    "gate these instead of the policy's: [experiment/][backend/]metric[:pNN], or"
                            + " start-pNN")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "SELECTOR=AMOUNT",
            description = "a promise, for example start-p99=50ms; may be given often")
    private List<String> limits = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "what to gate and how strictly (default: tare-gate.yaml, if it is there)")
    private @Nullable Path policyFile;

    @Option(
            names = "--inconclusive",
            paramLabel = "open|pass|fail",
            description = "what an open verdict ends with: 3, 0 or 1 (default: open)")
    private String inconclusive = "open";

    @Option(names = "--warn-only", description = "end with 0 instead of 1, 3 and 4")
    private boolean warnOnly;

    @Option(
            names = "--self-test",
            paramLabel = "N",
            description =
                    "relabel the stored rounds N times, and say how often this gate raises a false"
                            + " alarm and sees a true one")
    private @Nullable Integer trials;

    @Option(names = "--json", description = "print the verdict as JSON")
    private boolean json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "write it as Markdown too")
    private @Nullable Path markdown;

    @Option(names = "--junit", paramLabel = "FILE", description = "write it as JUnit XML too")
    private @Nullable Path junit;

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Inconclusive open = Words.constant(Inconclusive.class, "--inconclusive", inconclusive);
        if (trials != null && (trials < 1 || trials > 100_000)) {
            throw new UsageError(
                    "a self-test has 1 to 100,000 trials",
                    "--self-test",
                    "it is " + trials,
                    "--self-test 1000");
        }
        Policy policy = policy();
        Console console = Console.system();
        GateReport report =
                sideA == null && sideB == null
                        ? report(gate(policy, arguments()), policy, console)
                        : measured(policy, console);
        console.out().print(json ? GateJson.of(report) : GateText.plain(report));
        if (trials != null) {
            // Beside JSON on standard output it would be no document any more.
            (json ? console.err() : console.out())
                    .print("\n" + SelfTestText.plain(SelfTest.of(report, policy, trials)));
        }
        if (markdown != null) {
            OutputFile.write(markdown, GateText.markdown(report));
        }
        if (junit != null) {
            OutputFile.write(
                    junit,
                    JUnitXml.of(
                            report,
                            open == Inconclusive.FAIL,
                            Duration.ofNanos(System.nanoTime() - begin)));
        }
        return code(report, open).code();
    }

    private static Gate gate(Policy policy, List<String> arguments) {
        return new Gate(policy, LocalDate.now(ZoneOffset.UTC), "tare " + Words.quoted(arguments));
    }

    /** Measures both sides; alpha is spent evenly over the looks. */
    private GateReport measured(Policy policy, Console console) {
        if (sideA == null || sideB == null || baseline != null) {
            throw new UsageError(
                    "two sides are needed, and no baseline beside them",
                    "--a --b",
                    sideA == null || sideB == null ? "one is missing" : "--baseline is given",
                    "tare gate --a runc=/opt/a/runc --b runc=/opt/b/runc");
        }
        String name = GateSide.name(sideA);
        if (!name.equals(GateSide.name(sideB))) {
            throw new UsageError(
                    "the two sides are not variants of one thing",
                    "--a " + sideA + " --b " + sideB,
                    "their names differ",
                    "for different backends: tare run, then tare report");
        }
        if (rounds != null && (rounds < 1 || rounds > 1000)) {
            throw new UsageError(
                    "a look has 1 to 1000 rounds", "--rounds", "it is " + rounds, "--rounds 16");
        }
        ArmsJob.Asked asked =
                new ArmsJob.Asked(
                        name,
                        GateSide.parse("--a", sideA, guest(name)),
                        GateSide.parse("--b", sideB, guest(name)),
                        rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds),
                        Optional.ofNullable(budget).map(GateCommand::duration),
                        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                        Optional.ofNullable(out),
                        concurrent ? Workplace.Sharing.CONCURRENT : Workplace.Sharing.REFUSE);
        List<String> arguments = arguments();
        return new ArmsJob(console)
                .run(
                        asked,
                        (run, looks) ->
                                gate(policy.spending(policy.alpha() / looks), arguments).arms(run));
    }

    private String guest(String name) {
        return guest != null ? guest : name.equals("probe") ? "process" : "qemu:microvm-kvm";
    }

    private static Duration duration(String text) {
        return TimeText.parse("--budget", text, "10m");
    }

    private GateReport report(Gate gate, Policy policy, Console console) {
        RunResult judged = ResultFile.read(result, console);
        if (baseline != null) {
            return gate.against(
                    ResultFile.read(baseline, console),
                    judged,
                    Set.copyOf(subjects),
                    Set.copyOf(waived));
        }
        if (Arms.in(judged.cells())) {
            return gate.arms(judged);
        }
        if (policy.limits().isEmpty()) {
            throw new UsageError(
                    "there is nothing to judge against",
                    result.toString(),
                    "no --baseline, no --limit, and the result was not measured in arms",
                    "tare gate --baseline base.json " + result);
        }
        return gate.promises(judged);
    }

    private Policy policy() {
        Policy policy =
                policyFile != null
                        ? PolicyFile.read(policyFile)
                        : Files.exists(POLICY) ? PolicyFile.read(POLICY) : Policy.standard();
        if (!metrics.isEmpty()) {
            policy = policy.gating(metrics.stream().map(Selector::parse).toList());
        }
        return policy.limiting(limits.stream().map(Limit::parse).toList());
    }

    private ExitCode code(GateReport report, Inconclusive open) {
        Verdict verdict = report.verdict();
        ExitCode code = verdict.exitCode();
        if (verdict == Verdict.INCONCLUSIVE && open != Inconclusive.OPEN) {
            code = open == Inconclusive.PASS ? ExitCode.DONE : ExitCode.REGRESSION;
        }
        return warnOnly ? ExitCode.DONE : code;
    }

    private List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }
}
