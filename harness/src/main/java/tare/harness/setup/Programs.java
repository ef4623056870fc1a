package tare.harness.setup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Other programs of the host, each started from a list of words: there is no shell. */
public interface Programs {

    /** Where a program lies. */
    Optional<Path> find(String name);

    /**
     * Runs a program to its end, or until its time is up: it is then asked to end and, if it does
     * not, ended.
     */
    Ended run(Request request);

    /**
     * What to run.
     *
     * @param command the program by its path, then its arguments
     * @param environment added to that of this process
     * @param bound how long it may take
     * @param log where all that it says is added; absolute if there is a directory
     * @param directory where it works; empty for that of this process
     */
    record Request(
            List<String> command,
            Map<String, String> environment,
            Duration bound,
            Path log,
            Optional<Path> directory) {

        public Request {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** Where this process works. */
        public Request(
                List<String> command, Map<String, String> environment, Duration bound, Path log) {
            this(command, environment, bound, log, Optional.empty());
        }
    }

    /**
     * How it ended.
     *
     * @param status its exit status
     * @param inTime whether it ended before its time was up
     * @param output all that it said, standard output and standard error as they came
     */
    record Ended(int status, boolean inTime, String output) {

        boolean well() {
            return inTime && status == 0;
        }
    }
}
