package tare.harness.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import tare.results.failure.OutputError;

/** Where a run's files go. */
public final class OutputDirectory {

    /** Name of the file that an unfinished run leaves. */
    private static final String JOURNAL = "run.journal";

    private static final String ROOT = "tare-out";
    private static final String LATEST = "latest";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private OutputDirectory() {}

    /**
     * The directory that a run would use.
     *
     * @param chosen the user's, or none for {@code tare-out/<UTC>-<id>} below the working directory
     */
    public static Path resolve(Optional<Path> chosen, Instant now, String id) {
        Path path =
                chosen.orElseGet(() -> Path.of(ROOT, STAMP.format(now) + "-" + id))
                        .toAbsolutePath()
                        .normalize();
        try {
            // Through the link to the latest run, or that link would come to point at itself.
            return Files.isDirectory(path) ? path.toRealPath() : path;
        } catch (IOException e) {
            throw new OutputError(
                    "cannot follow the output directory",
                    path.toString(),
                    e.toString(),
                    "choose another with --out DIR",
                    e);
        }
    }

    /**
     * Makes the directory, mode 0700 where it is new.
     *
     * @param resume whether an unfinished run in it is wanted
     * @throws OutputError if it holds anything else, or cannot be made
     */
    public static void claim(Path directory, boolean resume) {
        try {
            if (resume) {
                requireUnfinished(directory);
                return;
            }
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                requireEmpty(directory);
            }
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new OutputError(
                    "cannot make the output directory",
                    directory.toString(),
                    e.toString(),
                    "choose another with --out DIR",
                    e);
        }
    }

    /**
     * Points {@code tare-out/latest} at a directory that lies beside it; elsewhere does nothing.
     */
    public static void linkLatest(Path directory) {
        Path parent = directory.getParent();
        if (parent == null || !parent.endsWith(ROOT)) {
            return;
        }
        Path temporary = parent.resolve("." + LATEST + "-" + directory.getFileName());
        try {
            Files.deleteIfExists(temporary);
            Files.createSymbolicLink(temporary, directory.getFileName());
            Files.move(
                    temporary,
                    parent.resolve(LATEST),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new OutputError(
                    "cannot set the link to the latest run",
                    parent.resolve(LATEST).toString(),
                    e.toString(),
                    "remove it; the result itself is kept in " + directory,
                    e);
        }
    }

    private static void requireUnfinished(Path directory) {
        if (!Files.isRegularFile(directory.resolve(JOURNAL))) {
            throw new OutputError(
                    "there is no unfinished run to resume",
                    directory.toString(),
                    "it has no " + JOURNAL,
                    "start a new run without --resume");
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new OutputError(
                    "the output directory is something else",
                    directory.toString(),
                    "a file of that name exists",
                    "choose another with --out DIR");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (entries.iterator().hasNext()) {
                boolean unfinished = Files.exists(directory.resolve(JOURNAL));
                throw new OutputError(
                        "the output directory is not empty",
                        directory.toString(),
                        unfinished ? "it holds an unfinished run" : "nothing is overwritten",
                        unfinished
                                ? "tare run --resume --out " + directory
                                : "choose another with --out DIR");
            }
        }
    }
}
