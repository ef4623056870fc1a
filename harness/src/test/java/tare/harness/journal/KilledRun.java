package tare.harness.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.ProcessIdentity;

/** A process of a run, for a test to kill: makes things, says so, and waits for its input's end. */
final class KilledRun {

    private KilledRun() {}

    /**
     * Makes and waits.
     *
     * @param arguments {@code driver STATE RUN TOKEN DIRECTORY} or {@code fork RUN-DIRECTORY}; a
     *     {@code slow-fork} still has something to end when its input does
     */
    public static void main(String[] arguments) throws IOException {
        Kernel kernel = new Kernel();
        MonotonicClock clock = MonotonicClock.system();
        if (arguments[0].endsWith("fork")) {
            RunDirectory.join(Path.of(arguments[1]), kernel, clock);
        } else {
            StateDirectory state = StateDirectory.open(Path.of(arguments[1]));
            Journal journal = RunDirectory.create(state, arguments[2], kernel, clock).journal();
            make(journal, arguments[3], Path.of(arguments[4]));
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Until the input ends.
        }
        if (arguments[0].startsWith("slow")) {
            LockSupport.parkNanos(1_500_000_000L);
        }
    }

    private static void make(Journal journal, String token, Path directory) throws IOException {
        journal.intend(new Resource.Directory(directory));
        Files.createDirectories(directory.resolve("a/b"));
        Journal.Entry entry = journal.intend(new Resource.RunningProcess(token, 0, 0));
        Process process = endless(directory.resolve(token));
        int pid = (int) process.pid();
        ProcessIdentity.of(pid)
                .ifPresent(
                        identity ->
                                entry.update(
                                        new Resource.RunningProcess(
                                                token, pid, identity.startTicks())));
        journal.intend(new Resource.RunningProcess(token + "-second", 0, 0));
        endless(directory.resolve(token + "-second"));
    }

    /** A process without children that outlives this one and has a name in its arguments. */
    private static Process endless(Path file) throws IOException {
        Files.createFile(file);
        return new ProcessBuilder("tail", "-f", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
