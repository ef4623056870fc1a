package tare.results.file;

import static tare.results.file.JsonIn.required;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Plan;
import tare.results.model.Step;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** Reads the parts of the model that results and unfinished runs share. */
final class ModelIn {

    private final JsonIn in;

    ModelIn(JsonIn in) {
        this.in = in;
    }

    Tool tool() throws IOException {
        var read =
                new Object() {
                    @Nullable String version;
                    @Nullable String commit;
                    SortedMap<String, Integer> methods = new TreeMap<>();
                    SortedMap<String, String> versions = new TreeMap<>();
                };
        in.object(
                name -> {
                    switch (name) {
                        case "version" -> read.version = in.filled();
                        case "commit" -> read.commit = in.filled();
                        case "methods" ->
                                in.object(
                                        method -> {
                                            read.methods.put(method, in.integer());
                                            return true;
                                        });
                        case "versions" -> read.versions = in.map();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                List.of("version", "commit", "methods", "versions"));
        return new Tool(
                required(read.version, "version"),
                required(read.commit, "commit"),
                read.methods,
                read.versions);
    }

    HostFacts host() throws IOException {
        var read =
                new Object() {
                    @Nullable String fingerprint;
                    SortedMap<HostFact, String> facts = new TreeMap<>();
                };
        in.object(
                name -> {
                    switch (name) {
                        case "fingerprint" -> read.fingerprint = in.string();
                        case "facts" -> in.object(fact -> fact(fact, read.facts));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                List.of("fingerprint", "facts"));
        return new HostFacts(required(read.fingerprint, "fingerprint"), read.facts);
    }

    /** A fact that only a newer Tare knows counts as an unknown field. */
    private boolean fact(String name, SortedMap<HostFact, String> facts) throws IOException {
        for (HostFact fact : HostFact.values()) {
            if (fact.id().equals(name)) {
                facts.put(fact, in.string());
                return true;
            }
        }
        return false;
    }

    Plan plan() throws IOException {
        var read =
                new Object() {
                    @Nullable Long seed;
                    @Nullable String profile;
                    List<String> experiments = List.of();
                    List<String> backends = List.of();
                    int rounds;
                    SortedMap<String, String> parameters = new TreeMap<>();
                    List<Step> steps = new ArrayList<>();
                };
        in.object(
                name -> {
                    switch (name) {
                        case "seed" -> read.seed = in.longInteger();
                        case "profile" -> read.profile = in.filled();
                        case "experiments" -> read.experiments = in.strings();
                        case "backends" -> read.backends = in.strings();
                        case "rounds" -> read.rounds = in.integer();
                        case "parameters" -> read.parameters = in.map();
                        case "steps" -> in.array(() -> read.steps.add(step()));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                List.of(
                        "seed",
                        "profile",
                        "experiments",
                        "backends",
                        "rounds",
                        "parameters",
                        "steps"));
        return new Plan(
                required(read.seed, "seed"),
                required(read.profile, "profile"),
                read.experiments,
                read.backends,
                read.rounds,
                read.parameters,
                read.steps);
    }

    Step step() throws IOException {
        var read =
                new Object() {
                    int round = -1;
                    int order = -1;
                    @Nullable String experiment;
                    @Nullable String backend;
                };
        in.object(
                name -> {
                    switch (name) {
                        case "round" -> read.round = in.integer();
                        case "order" -> read.order = in.integer();
                        case "experiment" -> read.experiment = in.filled();
                        case "backend" -> read.backend = in.filled();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                List.of("round", "order", "experiment", "backend"));
        if (read.round < 0 || read.order < 0) {
            throw new JsonIn.Mismatch("a step has a round and an order of at least 0");
        }
        return new Step(
                read.round,
                read.order,
                required(read.experiment, "experiment"),
                required(read.backend, "backend"));
    }

    List<Warning> warnings() throws IOException {
        List<Warning> warnings = new ArrayList<>();
        in.array(() -> warnings.add(warning()));
        return warnings;
    }

    /** A kind that only a newer Tare knows: something of its file is lost. */
    private WarningKind kind(String word) {
        try {
            return Words.warningKind(word);
        } catch (Words.UnknownWord e) {
            if (!in.isNewer()) {
                throw e;
            }
            in.passOver();
            return WarningKind.DISCARDED;
        }
    }

    private Warning warning() throws IOException {
        var read =
                new Object() {
                    @Nullable WarningKind kind;
                    String detail = "";
                };
        in.object(
                name -> {
                    switch (name) {
                        case "kind" -> read.kind = kind(in.string());
                        case "detail" -> read.detail = in.string();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                List.of("kind", "detail"));
        return new Warning(required(read.kind, "kind"), read.detail);
    }
}
