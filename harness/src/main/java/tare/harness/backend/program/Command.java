package tare.harness.backend.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One command line.
 *
 * @param program absolute
 * @param arguments without the program's own name, which goes first
 * @param environment each {@code NAME=VALUE}: all that the program is to have
 */
public record Command(Path program, List<String> arguments, List<String> environment) {

    private static final String PATH = "PATH=";

    /** Where programs of programs are found: runtimes start others by name. */
    private static final String SEARCH =
            PATH + "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public Command {
        if (!program.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + program);
        }
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }

    /** A command with nothing in its environment but a search path. */
    public static Command of(Path program, String... arguments) {
        return new Command(program, List.of(arguments), List.of(SEARCH));
    }

    /** The same with more arguments at its end. */
    public Command with(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return new Command(program, all, environment);
    }

    /** The same with one more variable. */
    public Command withVariable(String name, String value) {
        List<String> all = new ArrayList<>(environment);
        all.add(name + "=" + value);
        return new Command(program, arguments, all);
    }

    /** The same, looking for programs in a directory before all others. */
    public Command searchingFirst(Path directory) {
        List<String> all = new ArrayList<>(environment);
        all.replaceAll(
                variable ->
                        variable.startsWith(PATH)
                                ? PATH + directory + ":" + variable.substring(PATH.length())
                                : variable);
        return new Command(program, arguments, all);
    }

    /** All that execve takes as arguments. */
    public List<String> vector() {
        List<String> all = new ArrayList<>();
        all.add(program.toString());
        all.addAll(arguments);
        return all;
    }

    /** For messages. */
    @Override
    public String toString() {
        return String.join(" ", vector());
    }
}
