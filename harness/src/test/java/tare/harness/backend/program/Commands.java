package tare.harness.backend.program;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.machine.MachineStart;
import tare.harness.backend.probe.Channel;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.TapeListing;
import tare.results.model.BackendClass;

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
    public static Optional<Commands> of(Backend backend, InstanceSpec spec) throws IOException {
        if (!(backend instanceof ProgramBackend driving)) {
            return Optional.empty();
        }
        String name = driving.launcher().token(spec);
        Recipe recipe = driving.driver().recipe(spec, name);
        recipe.channel().ifPresent(Channel::close);
        // Who has to be spoken to while it starts is more than commands: a clone, a monitor by
        // HTTP.
        boolean waits = recipe.steering().stream().allMatch(MachineStart.class::isInstance);
        boolean clone = driving.backendClass() == BackendClass.FORKED_VM;
        boolean pipes = recipe.channel().stream().allMatch(Pipes.class::isInstance);
        if (!waits || clone || !pipes) {
            recipe.steering().ifPresent(Steering::close);
            recipe.sweep().run();
            return Optional.empty();
        }
        ProbeTape tape = driving.launcher().tape(spec);
        try {
            int own = tape.tape().steps().size();
            recipe.setting().accept(tape);
            return Optional.of(
                    new Commands(driving, name, recipe, TapeListing.from(tape.tape(), own)));
        } finally {
            tape.tape().close();
        }
    }

    /** The name of all that the instance has on the host. */
    public String name() {
        return name;
    }

    /**
     * As runtime-reference.c takes them, in one line: what comes before the programs, then they.
     */
    public String line() {
        List<String> words = new ArrayList<>(List.of("launch"));
        words.addAll(calls);
        words.add("%environment");
        words.addAll(Runs.environment(recipe.first(), name));
        add(words, "%first", recipe.first());
        recipe.second().ifPresent(command -> add(words, "%start", command));
        recipe.last().forEach(command -> add(words, "%delete", command));
        if (words.stream().anyMatch(word -> word.matches("(?s).*[\t\n].*"))) {
            throw new IllegalStateException("cannot be said in one line: " + words);
        }
        return String.join("\t", words) + "\n";
    }

    private static void add(List<String> words, String verb, Command command) {
        words.add(verb);
        words.addAll(command.vector());
    }

    /** What ends the instance that {@link #line} has started; to be asked once it is ready. */
    public String endLine() throws IOException {
        if (backend.driver().ending() != Driver.Ending.BY_ITSELF) {
            MarkedProcesses.kill(backend.launcher().kernel(), name);
        }
        // Only the commands know a process that has no parent here; any other is waited for.
        int pid = recipe.second().isPresent() ? recipe.hostPid().apply(0).orElse(0) : 0;
        return "end " + pid + "\n";
    }

    /** Takes away what is left, as after a launch of Tare's own. */
    public void sweep() throws IOException {
        MarkedProcesses.kill(backend.launcher().kernel(), name);
        recipe.sweep().run();
    }
}
