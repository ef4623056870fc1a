package tare.harness.backend.program;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import tare.harness.backend.BackendContext;
import tare.harness.backend.HostCount;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.MemoryJournal;
import tare.harness.clock.MonotonicClock;

/**
 * A JVM of its own that launches with 0, 1, 2, … descriptors free, and tells how that went: a line
 * each with the failure, and how many descriptors and journal entries stay.
 *
 * <p>Arguments: directory, the runtime's program, how many free at most.
 */
public final class ExhaustedMain {

    private ExhaustedMain() {}

    public static void main(String[] arguments) throws Exception {
        loadEverything();
        Path directory = Path.of(arguments[0]);
        MemoryJournal journal = new MemoryJournal();
        String runId = "x" + ProcessHandle.current().pid();
        BackendContext context =
                new BackendContext(runId, MonotonicClock.system(), journal, directory);
        try (ProgramBackend backend =
                new ProgramBackend(FakeRuntime.driver(Path.of(arguments[1]), context), context)) {
            System.out.println("warm " + launch(backend, "warm"));
            for (int free = 0; free <= Integer.parseInt(arguments[2]); free++) {
                Deque<FileInputStream> held = new ArrayDeque<>();
                long before = descriptors(runId);
                int open = journal.open().size();
                exhaust(held);
                for (int i = 0; i < free; i++) {
                    held.pop().close();
                }
                String outcome = launch(backend, "free-" + free);
                for (FileInputStream one : held) {
                    one.close();
                }
                System.out.println(
                        "free "
                                + (free + " " + outcome)
                                + ("; descriptors " + (descriptors(runId) - before))
                                + ("; open " + (journal.open().size() - open)));
            }
            System.out.println("warm " + launch(backend, "again"));
        }
    }

    private static String launch(ProgramBackend backend, String name) {
        try (Launch launch = backend.prepare(InstanceSpec.named(name));
                Instance instance = launch.start()) {
            instance.awaitReady();
            instance.afterReady();
        } catch (LaunchException e) {
            return "failed " + e.getMessage() + (e.remedy().isEmpty() ? " NO REMEDY" : "");
        }
        return "fine";
    }

    private static void exhaust(Deque<FileInputStream> held) {
        try {
            while (true) {
                held.push(new FileInputStream("/dev/null"));
            }
        } catch (IOException full) {
            System.out.println("held " + held.size() + ": " + full.getMessage());
        }
    }

    private static long descriptors(String runId) {
        return HostCount.now(runId).getOrDefault("descriptors", 0L);
    }

    /** A class that is first needed when nothing can be opened is never found again. */
    private static void loadEverything() throws IOException, ClassNotFoundException {
        Path classes =
                Path.of(
                        LaunchException.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        for (String part : List.of("backend", "linux", "journal")) {
            try (Stream<Path> files = Files.walk(classes.resolve("tare/harness/" + part))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    String name = classes.relativize(file).toString().replace('/', '.');
                    if (!name.endsWith("-info.class")) {
                        Class.forName(name.substring(0, name.length() - ".class".length()));
                    }
                }
            }
        }
    }
}
