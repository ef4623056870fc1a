package tare.results.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Tool;

/**
 * Several results as one. Rounds of runs of one host, which a fingerprint names, are numbered on
 * and share cells; cells of several hosts are kept apart by the parameter {@link #HOST}. The host
 * of such a result is none of them: only facts that all share are kept, and its fingerprint is the
 * hash of theirs, so that it is comparable to none.
 */
public final class Merge {

    /** The parameter that tells cells of several hosts apart: 12 digits of the fingerprint. */
    public static final String HOST = "host";

    private static final int SHORT = 12;

    private final List<RunResult> runs;
    private final List<String> names;
    private final boolean severalHosts;

    private Merge(List<RunResult> runs, List<String> names) {
        this.runs = runs;
        this.names = names;
        this.severalHosts =
                runs.stream().map(run -> run.host().fingerprint()).distinct().count() > 1;
    }

    /**
     * Merges results, oldest first whatever the order they are given in.
     *
     * @param given by the name that errors say, at least two
     * @throws InputError for fewer, for the same run twice, and where runs of one host were made by
     *     different versions or methods: their samples are not of one thing
     */
    public static RunResult of(SortedMap<String, RunResult> given) {
        List<Map.Entry<String, RunResult>> sorted = new ArrayList<>(given.entrySet());
        sorted.sort(Comparator.comparing(entry -> entry.getValue().createdAt()));
        Merge merge =
                new Merge(
                        sorted.stream().map(Map.Entry::getValue).toList(),
                        sorted.stream().map(Map.Entry::getKey).toList());
        try {
            return merge.result();
        } catch (ArithmeticException e) {
            throw merge.wrong(
                    String.join(", ", given.keySet()), "their rounds are more than can be counted");
        }
    }

    private RunResult result() {
        if (runs.size() < 2) {
            throw wrong(String.join(", ", names), "there is nothing to merge it with");
        }
        requireDistinct();
        Map<String, Integer> offsets = new HashMap<>();
        SortedMap<CellKey, Cell> cells = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            RunResult run = runs.get(i);
            int offset = offsets.getOrDefault(run.host().fingerprint(), 0);
            for (Cell cell : run.cells()) {
                CellKey key = key(cell.key(), run);
                Cell before = cells.get(key);
                cells.put(key, joined(key, before, cell, offset, names.get(i)));
            }
            offsets.put(run.host().fingerprint(), offset + roundsOf(run));
        }
        Plan plan = plan();
        List<Cell> all = List.copyOf(cells.values());
        return new RunResult(
                ResultWriter.id(plan, all),
                runs.get(0).createdAt(),
                runs.stream().allMatch(run -> run.state() == RunState.COMPLETE)
                        ? RunState.COMPLETE
                        : RunState.PARTIAL,
                tool(),
                host(),
                plan,
                all,
                runs.stream().flatMap(run -> run.warnings().stream()).distinct().toList());
    }

    private void requireDistinct() {
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            String before = ids.putIfAbsent(runs.get(i).id(), names.get(i));
            if (before != null) {
                throw wrong(names.get(i), "it holds the same plan and cells as " + before);
            }
        }
    }

    /** A cell may have rounds that no plan counts: numbers go on after the largest. */
    private static int roundsOf(RunResult run) {
        int most = run.plan().rounds();
        for (Cell cell : run.cells()) {
            if (cell.outcome() instanceof Outcome.Measured measured) {
                for (Round round : measured.rounds()) {
                    most = Math.max(most, Math.addExact(round.round(), 1));
                }
            }
        }
        return most;
    }

    private CellKey key(CellKey key, RunResult run) {
        if (!severalHosts) {
            return key;
        }
        String fingerprint = run.host().fingerprint();
        return key.with(HOST, fingerprint.substring(0, Math.min(SHORT, fingerprint.length())));
    }

    private Cell joined(CellKey key, @Nullable Cell before, Cell cell, int offset, String name) {
        Outcome outcome = shifted(cell.outcome(), offset);
        SortedSet<Label> labels = new TreeSet<>(cell.labels());
        if (before != null) {
            if (before.method() != cell.method()
                    || before.backendClass() != cell.backendClass()
                    || !before.channel().equals(cell.channel())) {
                throw wrong(
                        name,
                        key.experiment()
                                + " "
                                + key.backend()
                                + " "
                                + key.metric().id()
                                + " was measured by another method, class or channel before");
            }
            labels.addAll(before.labels());
            outcome = both(before.outcome(), outcome, labels);
        }
        return new Cell(key, cell.backendClass(), cell.method(), labels, cell.channel(), outcome);
    }

    /**
     * What is measured counts; that it failed in the other run makes the cell partial, not that it
     * was not tried there.
     */
    private static Outcome both(Outcome before, Outcome after, Set<Label> labels) {
        if (before instanceof Outcome.Measured earlier && after instanceof Outcome.Measured later) {
            List<Round> rounds = new ArrayList<>(earlier.rounds());
            rounds.addAll(later.rounds());
            return new Outcome.Measured(rounds, Summaries.of(rounds));
        }
        boolean one = before instanceof Outcome.Measured || after instanceof Outcome.Measured;
        if (one && (failed(before) || failed(after))) {
            labels.add(Label.PARTIAL);
        }
        return before instanceof Outcome.Measured ? before : after;
    }

    private static boolean failed(Outcome outcome) {
        return outcome instanceof Outcome.Absent absent && absent.kind() == Outcome.Kind.FAILED;
    }

    private static Outcome shifted(Outcome outcome, int offset) {
        if (!(outcome instanceof Outcome.Measured measured) || offset == 0) {
            return outcome;
        }
        return new Outcome.Measured(
                measured.rounds().stream()
                        .map(
                                round ->
                                        new Round(
                                                Math.addExact(round.round(), offset),
                                                round.order(),
                                                round.samples()))
                        .toList(),
                measured.summary());
    }

    /** Steps one after the other; parameters that differ name the runs that had them. */
    private Plan plan() {
        Plan first = runs.get(0).plan();
        Set<String> experiments = new LinkedHashSet<>();
        Set<String> backends = new LinkedHashSet<>();
        SortedMap<String, String> parameters = new TreeMap<>();
        List<Step> steps = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < runs.size(); i++) {
            RunResult run = runs.get(i);
            experiments.addAll(run.plan().experiments());
            backends.addAll(run.plan().backends());
            int before = offset;
            run.plan()
                    .steps()
                    .forEach(
                            step ->
                                    steps.add(
                                            new Step(
                                                    Math.addExact(step.round(), before),
                                                    step.order(),
                                                    step.experiment(),
                                                    step.backend())));
            for (Map.Entry<String, String> parameter : run.plan().parameters().entrySet()) {
                String known = parameters.putIfAbsent(parameter.getKey(), parameter.getValue());
                if (known != null && !known.equals(parameter.getValue())) {
                    parameters.put(
                            "merge." + (i + 1) + "." + parameter.getKey(), parameter.getValue());
                }
            }
            parameters.put("merge." + (i + 1), run.id());
            offset = Math.addExact(offset, roundsOf(run));
        }
        return new Plan(
                first.seed(),
                runs.stream().map(run -> run.plan().profile()).distinct().count() == 1
                        ? first.profile()
                        : "merged",
                List.copyOf(experiments),
                List.copyOf(backends),
                offset,
                parameters,
                steps);
    }

    /** Versions of runs of one host must be the same; of several hosts, each is told. */
    private Tool tool() {
        Tool first = runs.get(0).tool();
        SortedMap<String, Integer> methods = new TreeMap<>();
        SortedMap<String, String> versions = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            Tool tool = runs.get(i).tool();
            methods.putAll(tool.methods());
            if (!severalHosts && !tool.version().equals(first.version())) {
                throw wrong(names.get(i), "it was made by Tare " + tool.version());
            }
            for (Map.Entry<String, String> version : tool.versions().entrySet()) {
                String known = versions.putIfAbsent(version.getKey(), version.getValue());
                if (known != null && !known.equals(version.getValue())) {
                    if (!severalHosts) {
                        throw wrong(
                                names.get(i),
                                version.getKey()
                                        + " was "
                                        + version.getValue()
                                        + " in it, and "
                                        + known
                                        + " before");
                    }
                    versions.put(version.getKey(), known + " | " + version.getValue());
                }
            }
        }
        return new Tool(first.version(), first.commit(), methods, versions);
    }

    private HostFacts host() {
        if (!severalHosts) {
            return runs.get(0).host();
        }
        SortedMap<HostFact, String> shared = new TreeMap<>(runs.get(0).host().values());
        SortedSet<String> fingerprints = new TreeSet<>();
        for (RunResult run : runs) {
            shared.entrySet()
                    .removeIf(fact -> !run.host().value(fact.getKey()).equals(fact.getValue()));
            fingerprints.add(run.host().fingerprint());
        }
        return new HostFacts(sha256(String.join("\n", fingerprints)), shared);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private InputError wrong(String name, String why) {
        return new InputError(
                "these results cannot be merged",
                name,
                why,
                "leave it out, or keep the files apart: tare history shows them side by side");
    }
}
