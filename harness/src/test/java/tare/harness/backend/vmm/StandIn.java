package tare.harness.backend.vmm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Writes a stand-in as a program, and reads what was asked of it.
 *
 * @param directory where it lies
 * @param statement the file with what it goes by
 * @param version what it says of itself; no release's
 */
public record StandIn(Path directory, Path statement, String version) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Few threads and little memory: it lives within an instance's limits. Interpreted, since
     * nothing of it runs often.
     */
    private static final String FLAGS = "-Xint -Xmx16m -Xss256k -XX:+UseSerialGC -XX:-UsePerfData";

    /** By the statement that lies beside a test. */
    public static StandIn of(Class<?> test, Path directory, String version) {
        URL url = Objects.requireNonNull(test.getResource("requests.json"));
        try {
            return new StandIn(directory, Path.of(url.toURI()), version);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What counts as a version for a driver under test: this stand-in's, and no release's. */
    public Pattern accepted() {
        return Pattern.compile(Pattern.quote(version));
    }

    private Path record() {
        return directory.resolve("requests");
    }

    /** The program, with a fault. */
    public Path program(Fault fault) {
        try {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Files.writeString(record(), "");
            Path file = directory.resolve("stand-in-" + fault);
            Files.writeString(
                    file,
                    // Its version needs no Java machine.
                    "#!/bin/sh\nif [ \"$*\" = --version ]; then echo "
                            + quoted(version)
                            + "; exit; fi\nexec "
                            + String.join(
                                    " ",
                                    java,
                                    FLAGS,
                                    "-cp",
                                    quoted(System.getProperty("java.class.path")),
                                    StandInMain.class.getName(),
                                    quoted(statement.toString()),
                                    fault.toString(),
                                    quoted(record().toString()),
                                    "\"$@\"\n"));
            return Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String word) {
        return "'" + word + "'";
    }

    /** What was asked, in order: objects with method, path and body. */
    public List<JsonNode> requests() throws IOException {
        List<JsonNode> requests = new ArrayList<>();
        for (String line : Files.readAllLines(record())) {
            requests.add(JSON.readTree(line));
        }
        return requests;
    }
}
