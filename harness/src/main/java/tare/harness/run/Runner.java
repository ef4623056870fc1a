package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.experiment.Divergence;
import tare.harness.experiment.DivergenceModel;
import tare.harness.experiment.Experiment;
import tare.harness.experiment.Finding;
import tare.harness.experiment.Outlook;
import tare.harness.experiment.OverheadRatios;
import tare.harness.experiment.StepContext;
import tare.harness.experiment.StepOutcome;
import tare.harness.host.Pressure;
import tare.results.failure.MeasurementError;
import tare.results.file.Fragment;
import tare.results.file.RunJournal;
import tare.results.file.StepRecord;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/**
 * Does what a plan says, step by step, and writes down each step before the next. Measures one
 * thing at a time.
 */
public final class Runner {

    private final List<Experiment> experiments;
    private final Supplier<Pressure.Snapshot> pressure;
    private final Progress progress;
    private final Cancellation cancellation;

    public Runner(
            List<Experiment> experiments,
            Supplier<Pressure.Snapshot> pressure,
            Progress progress,
            Cancellation cancellation) {
        this.experiments = List.copyOf(experiments);
        this.pressure = pressure;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * Runs the steps that are not done yet and finishes the result.
     *
     * @param session where and with what the run works
     * @param journal the run's file, new or resumed
     * @param candidates the plan's backends
     * @param warnings what is known before the first step
     * @throws MeasurementError if nothing at all could be measured
     */
    public RunResult run(
            Session session,
            RunJournal journal,
            List<Candidate> candidates,
            List<Warning> warnings) {
        Plan plan = journal.header().plan();
        Pressure.Snapshot begin = pressure.get();
        Set<Step> completed = journal.completed();
        journal.extra(skipped(plan, candidates));
        for (Step step : plan.steps()) {
            if (!completed.contains(step) && !cancellation.requested()) {
                step(step, session, journal, candidates);
            }
        }
        return finish(session, journal, candidates, warnings, begin);
    }

    private void step(Step step, Session session, RunJournal journal, List<Candidate> candidates) {
        Backend backend = backend(step.backend(), candidates);
        progress.stepStarted(step);
        Pressure.Snapshot before = pressure.get();
        Experiment experiment = experiment(step.experiment());
        StepOutcome outcome = experiment.run(step, context(session, journal, backend));
        if (cancellation.requested()) {
            // The step was cut short: its samples lie in its own file, where --resume finds them.
            return;
        }
        List<Warning> warnings = new ArrayList<>(outcome.warnings());
        Pressure during = Pressure.between(before, pressure.get());
        if (during.disturbed()) {
            warnings.add(Disturbance.warning(step, during));
        }
        boolean noisy = during.disturbed() || session.concurrent();
        List<Finding> findings = new ArrayList<>(outcome.findings());
        findings.addAll(Disturbance.findings(step, during));
        List<Fragment> fragments =
                findings.stream()
                        .map(
                                finding ->
                                        Fragments.of(
                                                finding,
                                                of(finding, candidates).orElse(backend),
                                                experiment.method(),
                                                noisy))
                        .toList();
        journal.append(new StepRecord(step, fragments, warnings));
        progress.stepDone(step, new StepOutcome(outcome.findings(), warnings));
    }

    private RunResult finish(
            Session session,
            RunJournal journal,
            List<Candidate> candidates,
            List<Warning> warnings,
            Pressure.Snapshot begin) {
        boolean partial = journal.completed().size() < journal.header().plan().steps().size();
        List<Warning> all = new ArrayList<>(warnings);
        if (partial) {
            all.add(
                    new Warning(
                            WarningKind.PARTIAL,
                            journal.completed().size()
                                    + " of "
                                    + journal.header().plan().steps().size()
                                    + " steps were done"));
        }
        RunState state = partial ? RunState.PARTIAL : RunState.COMPLETE;
        addOutlook(journal, state, candidates);
        addOverhead(journal, candidates);
        RunResult assembled = journal.assemble(state, journal.header().host(), all);
        List<Warning> doubts = new ArrayList<>(Doubts.of(assembled));
        doubts.addAll(OverheadRatios.doubts(assembled));
        doubts.forEach(progress::warned);
        all.addAll(doubts);
        RunResult result = journal.finish(state, atEnd(journal.header().host(), begin), all);
        progress.finished(result);
        boolean anything =
                result.cells().stream().anyMatch(c -> c.outcome() instanceof Outcome.Measured);
        if (!anything && !partial) {
            throw new MeasurementError(
                    "nothing could be measured",
                    session.output().toString(),
                    "every cell was skipped or failed: result.json has the reasons",
                    "tare doctor");
        }
        return result;
    }

    /** What the model makes of what was measured; done again if the run is resumed and finished. */
    private static void addOutlook(RunJournal journal, RunState state, List<Candidate> candidates) {
        if (state == RunState.PARTIAL) {
            return;
        }
        RunResult measured = journal.assemble(state, journal.header().host(), List.of());
        simulated(journal, new Outlook().of(measured), Outlook.METHOD, candidates);
        simulated(journal, new DivergenceModel().of(measured), Divergence.METHOD, candidates);
    }

    private static void simulated(
            RunJournal journal, List<Finding> findings, int method, List<Candidate> candidates) {
        journal.extra(
                findings.stream()
                        .map(
                                finding ->
                                        Fragments.simulated(
                                                finding,
                                                backend(finding.key().backend(), candidates),
                                                method))
                        .toList());
    }

    /** What all rounds together say of overhead. */
    private static void addOverhead(RunJournal journal, List<Candidate> candidates) {
        RunResult measured = journal.assemble(RunState.PARTIAL, journal.header().host(), List.of());
        journal.extra(new OverheadEnd(measured, key -> backend(key, candidates)).fragments());
    }

    /** The host's facts with the share of time that was stolen while the run went on. */
    private HostFacts atEnd(HostFacts host, Pressure.Snapshot begin) {
        SortedMap<HostFact, String> values = new TreeMap<>(host.values());
        double steal = Pressure.between(begin, pressure.get()).stealShare();
        values.put(HostFact.STEAL_SHARE, String.format(Locale.ROOT, "%.4f", steal));
        return new HostFacts(host.fingerprint(), values);
    }

    private List<Fragment> skipped(Plan plan, List<Candidate> candidates) {
        List<Fragment> fragments = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.availability() instanceof Availability.Unavailable absent) {
                progress.skipped(candidate.backend().key(), absent.reason(), absent.remedy());
                Outcome.Absent why =
                        new Outcome.Absent(Outcome.Kind.SKIPPED, absent.reason(), absent.remedy());
                for (String name : plan.experiments()) {
                    Experiment experiment = experiment(name);
                    for (CellKey key : experiment.principalCells(plan, candidate.backend().key())) {
                        fragments.add(
                                Fragments.of(
                                        new Finding.Missing(key, why),
                                        candidate.backend(),
                                        experiment.method(),
                                        false));
                    }
                }
            }
        }
        return fragments;
    }

    private static StepContext context(Session session, RunJournal journal, Backend backend) {
        return new StepContext(
                session.runId(),
                journal.header().plan(),
                backend,
                session.journal(),
                session.output(),
                session.stateDirectory(),
                session.scratchDirectory(),
                session.harnessCpus(),
                session.instanceCpus());
    }

    private static Backend backend(String key, List<Candidate> candidates) {
        return known(key, candidates).orElseThrow();
    }

    /** Whose finding it is: a step may measure several backends together. */
    private static Optional<Backend> of(Finding finding, List<Candidate> candidates) {
        return known(finding.key().backend(), candidates);
    }

    private static Optional<Backend> known(String key, List<Candidate> candidates) {
        return candidates.stream()
                .map(Candidate::backend)
                .filter(backend -> backend.key().equals(key))
                .findFirst();
    }

    private Experiment experiment(String name) {
        return experiments.stream()
                .filter(experiment -> experiment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
