package tare.harness.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own for one step, which launches instances, does what a file asks for, and writes
 * its results to another: from the driver's side. It ends when the driver does: {@link Leash}.
 *
 * @param main its main class
 * @param asked the system property that names the file with what is asked
 * @param results the one that names the file for the results
 * @param options more of the JVM's
 */
public record StepJvm(Class<?> main, String asked, String results, List<String> options) {

    public StepJvm {
        options = List.copyOf(options);
    }

    /** Writes what is asked to a file. */
    @FunctionalInterface
    public interface Asking {
        void write(Path file) throws IOException;
    }

    /**
     * Runs it to its end.
     *
     * @param settings the backend, and where the JVM keeps its journal
     * @param directory private, and empty: its temporary directory, for files that instances see
     * @param log what it prints
     * @param patience after which it is taken to hang, and killed
     * @return the file of results; it may not exist
     */
    public Path run(
            ForkSettings settings, Asking asking, Path directory, Path log, Duration patience)
            throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path settingsFile = beside(directory, ".properties");
        Path askedFile = beside(directory, ".asked");
        Path resultsFile = beside(directory, ".results");
        settings.write(settingsFile);
        asking.write(askedFile);
        Process jvm =
                new ProcessBuilder(command(settingsFile, askedFile, resultsFile, directory))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        await(jvm, patience);
        return resultsFile;
    }

    /**
     * A file that one of the properties names, inside the JVM.
     *
     * @throws IllegalStateException if it was started otherwise
     */
    public static Path file(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("-D" + property + " is missing");
        }
        return Path.of(value);
    }

    private static Path beside(Path directory, String ending) {
        return directory.resolveSibling(directory.getFileName() + ending);
    }

    private List<String> command(
            Path settingsFile, Path askedFile, Path resultsFile, Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherOptions.jvmArguments(settingsFile));
        command.add("-D" + asked + "=" + askedFile);
        command.add("-D" + results + "=" + resultsFile);
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        return command;
    }

    private static void await(Process jvm, Duration patience) {
        try {
            if (!jvm.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                jvm.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            jvm.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
