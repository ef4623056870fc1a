package tare.workloads.benchmark.instance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A benchmark's own directory in a place, gone with all its files when it is closed. */
public final class Scratch implements AutoCloseable {

    private final Place place;
    private final Path directory;

    private Scratch(Place place, Path directory) {
        this.place = place;
        this.directory = directory;
    }

    /**
     * Makes a directory.
     *
     * @throws IllegalStateException if it cannot be made: a {@link Lack}
     */
    public static Scratch in(Place place) {
        Path parent = place.directory();
        try {
            return new Scratch(place, Files.createTempDirectory(parent, "tare"));
        } catch (IOException e) {
            throw lack(place, parent, e).exception();
        }
    }

    /** A path in it; makes nothing. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /**
     * Takes everything away, for JMH does not end a state whose benchmark has thrown, and says what
     * is lacking.
     *
     * @return to be thrown
     */
    public IllegalStateException failed(IOException e) {
        IllegalStateException failure = lack(place, directory, e).exception();
        try {
            close();
        } catch (IllegalStateException remains) {
            failure.addSuppressed(remains);
        }
        return failure;
    }

    /**
     * Takes the directory and its files away.
     *
     * @throws IllegalStateException if something remains
     */
    @Override
    public void close() {
        if (!Files.exists(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new IllegalStateException("cannot take away " + directory + ": " + e);
        }
    }

    private static Lack lack(Place place, Path where, IOException e) {
        String said = e.toString().toLowerCase(Locale.ROOT);
        boolean full = said.contains("no space left") || said.contains("quota");
        return Lack.of(full ? Requirement.SPACE : place.requirement(), where.toString(), e);
    }
}
