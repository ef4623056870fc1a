package tare.simulators.scenario.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tare.simulators.trace.Place;

/** What tells the content of a trace from another. */
final class Digest {

    private Digest() {}

    /** SHA-256 in hexadecimal of a file, or of the names and contents of a folder's files. */
    static String of(Path trace) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (Files.isDirectory(trace)) {
                for (Path file : files(trace)) {
                    digest.update(
                            String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
                    add(digest, file);
                }
            } else {
                add(digest, trace);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw Place.file(trace.toString())
                    .error("reading failed: " + e, "is the path right, and readable?", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void add(MessageDigest digest, Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
