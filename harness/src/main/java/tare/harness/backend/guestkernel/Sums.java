package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checksums of files in the form of sha256sum(1). */
final class Sums {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([A-Za-z0-9._-]+)");

    private Sums() {}

    /** The lines for these files of a directory; those that are not there are passed over. */
    static String of(Path directory, List<String> names) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                text.append(sha256(file)).append("  ").append(name).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * What is wrong with the files that a list names.
     *
     * @param list beside them
     * @param wanted a file that it must name
     * @return empty if all are as it says
     */
    static Optional<String> wrong(Path list, String wanted) {
        try {
            List<String> named = new ArrayList<>();
            for (String line : Files.readAllLines(list)) {
                Matcher match = LINE.matcher(line);
                if (!match.matches()) {
                    return Optional.of(list.getFileName() + " has a line that is none of its own");
                }
                String name = match.group(2);
                if (!sha256(list.resolveSibling(name)).equals(match.group(1))) {
                    return Optional.of(name + " is not what its checksum says");
                }
                named.add(name);
            }
            return named.contains(wanted)
                    ? Optional.empty()
                    : Optional.of(list.getFileName() + " does not name " + wanted);
        } catch (IOException e) {
            return Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** In small hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                byte[] chunk = new byte[1 << 16];
                while (in.read(chunk) >= 0) {
                    // The digest sees what is read.
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
