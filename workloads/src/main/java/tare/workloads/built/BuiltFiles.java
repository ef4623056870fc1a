package tare.workloads.built;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Files of one kind, {@code <name>-<architecture><ending>}, beside the class that gives their
 * bytes.
 *
 * @param beside the class
 * @param what they are, for who asks for an architecture that has none
 * @param ending of their names, with its dot
 */
public record BuiltFiles(Class<?> beside, String what, String ending) {

    /**
     * The file for one architecture.
     *
     * @param architecture {@code x86_64} (also {@code amd64}) or {@code aarch64}
     * @return a fresh copy of its bytes
     * @throws IllegalArgumentException if there is none for that architecture
     */
    public byte[] bytes(String name, String architecture) {
        String suffix =
                switch (architecture) {
                    case "x86_64", "amd64" -> "x86_64";
                    case "aarch64" -> "aarch64";
                    default ->
                            throw new IllegalArgumentException(
                                    "there is no "
                                            + what
                                            + " for architecture "
                                            + architecture
                                            + ", only for x86_64 and aarch64");
                };
        String resource = name + "-" + suffix + ending;
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the archive lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /**
     * The file for the machine this runs on, by {@code os.arch}.
     *
     * @throws IllegalArgumentException if there is none for this machine
     */
    public byte[] bytesForThisMachine(String name) {
        return bytes(name, System.getProperty("os.arch"));
    }
}
