package tare.simulators.trace.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tare.simulators.trace.Place;

/** A folder with one file for each instance. */
final class Folder {

    private Folder() {}

    /**
     * Its files sorted by name in the order of bytes: file systems list them in an order of their
     * own, and figures would hang on it. Hidden ones and folders are not looked at.
     */
    static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry) && !name(entry).startsWith(".")) {
                    files.add(entry);
                }
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, new IOException(e));
        }
        if (files.isEmpty()) {
            throw Place.file(folder.toString())
                    .error("the folder has no files", "give the folder of one trace");
        }
        files.sort(
                Comparator.comparing(
                        file -> name(file).getBytes(StandardCharsets.UTF_8),
                        Arrays::compareUnsigned));
        return files;
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static RuntimeException unreadable(Path folder, IOException e) {
        return Place.file(folder.toString())
                .error("the folder cannot be listed: " + e, "is it there, and readable?", e);
    }
}
