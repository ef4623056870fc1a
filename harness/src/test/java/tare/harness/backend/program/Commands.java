package tare.harness.backend.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tare.harness.backend.Backend;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.TapeListing;

/** What a backend would run for an instance, for another program to run the same. */
public final class Commands {

    private final ProgramBackend backend;
    private final String name;
    private final Recipe recipe;
    private final List<String> calls;

    private Commands(ProgramBackend backend, String name, Recipe recipe, List<String> calls) {
        this.backend = backend;
        this.name = name;
        this.recipe = recipe;
        this.calls = calls;
    }

    /** Writes what the instance needs on disk; empty if the backend drives no program by pipes. */
    public static Optional<Commands> of(Backend backend, InstanceSpec spec) {
        if (!(backend instanceof ProgramBackend driving)) {
            return Optional.empty();
        }
        String name = driving.launcher().token(spec);
        Recipe recipe = driving.driver().recipe(spec, name);
        ProbeTape tape = driving.launcher().tape(spec);
        try {
            int own = tape.tape().steps().size();
            recipe.setting().accept(tape);
            Commands commands =
                    new Commands(driving, name, recipe, TapeListing.from(tape.tape(), own));
            return recipe.channel().isEmpty() ? Optional.of(commands) : Optional.empty();
        } finally {
            tape.tape().close();
        }
    }

    /** The name of all that the instance has on the host. */
    public String name() {
        return name;
    }

    /** As runtime-reference.c takes them: the calls before each program, then the programs. */
    public List<String> words() {
        List<String> words = new ArrayList<>(calls);
        words.add("%first");
        words.addAll(recipe.first().vector());
        recipe.second().ifPresent(command -> add(words, "%start", command));
        recipe.last().ifPresent(command -> add(words, "%delete", command));
        return words;
    }

    private static void add(List<String> words, String verb, Command command) {
        words.add(verb);
        words.addAll(command.vector());
    }

    /** What the programs are given as environment. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        for (String variable : Runs.environment(recipe.first(), name)) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return environment;
    }

    /** Takes away what is left, as after a launch of Tare's own. */
    public void sweep() throws java.io.IOException {
        MarkedProcesses.kill(backend.launcher().kernel(), name);
        recipe.sweep().run();
    }
}
