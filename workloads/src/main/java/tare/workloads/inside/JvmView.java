package tare.workloads.inside;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM takes for its limits. It reads them from /proc and from control groups where it can
 * see them, so that the same JVM with the same options may see others inside an instance.
 *
 * @param processors that it counts as available
 * @param heapBytes that its heap may grow to
 * @param memoryBytes that it takes the machine, or the container, to have; -1 if it cannot tell
 */
public record JvmView(int processors, long heapBytes, long memoryBytes) {

    private static final String LINE = "the JVM sees (processors, heap, memory): ";

    private static final Pattern PRINTED =
            Pattern.compile(Pattern.quote(LINE) + "(\\d{1,9}) (\\d{1,18}) (-1|\\d{1,18})\\s");

    /** What this JVM sees now. */
    static JvmView ofThisJvm() {
        Runtime runtime = Runtime.getRuntime();
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        long memory =
                system instanceof com.sun.management.OperatingSystemMXBean richer
                        ? richer.getTotalMemorySize()
                        : -1;
        return new JvmView(runtime.availableProcessors(), runtime.maxMemory(), memory);
    }

    /** Writes it down, as properties. */
    public void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("processors", Integer.toString(processors));
        properties.setProperty("heapBytes", Long.toString(heapBytes));
        properties.setProperty("memoryBytes", Long.toString(memoryBytes));
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(out, null);
        }
    }

    /** As a line of a log. */
    String line() {
        return LINE + processors + " " + heapBytes + " " + memoryBytes;
    }

    /**
     * The first that is found in what a JVM has printed, of a file that cannot be read.
     *
     * @return empty if there is none, or only a part
     */
    public static Optional<JvmView> in(String log) {
        Matcher line = PRINTED.matcher(log);
        return line.find()
                ? Optional.of(
                        new JvmView(
                                Integer.parseInt(line.group(1)),
                                Long.parseLong(line.group(2)),
                                Long.parseLong(line.group(3))))
                : Optional.empty();
    }

    /**
     * Reads it back.
     *
     * @throws IOException if the file is missing, or is no such file
     */
    public static JvmView read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
            return new JvmView(
                    Integer.parseInt(properties.getProperty("processors", "")),
                    Long.parseLong(properties.getProperty("heapBytes", "")),
                    Long.parseLong(properties.getProperty("memoryBytes", "")));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a JVM's view of its limits: " + file, e);
        }
    }
}
