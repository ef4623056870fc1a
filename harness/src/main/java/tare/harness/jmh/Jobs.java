package tare.harness.jmh;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a JVM that hosts JMH has to do, handed over as a properties file.
 *
 * @param warmups iterations that are not measured
 * @param warmupNanos of each
 * @param iterations that are measured
 * @param iterationNanos of each
 * @param startNanos how long a JVM inside may take until it is up
 * @param marginNanos how long a fork may take beside its iterations
 * @param exports directory for JMH's JSON, one file a job
 * @param logs directory for what JMH prints, one file for each job that fails
 * @param all in the order of execution
 */
public record Jobs(
        int warmups,
        long warmupNanos,
        int iterations,
        long iterationNanos,
        long startNanos,
        long marginNanos,
        Path exports,
        Path logs,
        List<Job> all) {

    /** Stands between several arguments of a JVM's; no argument has a line's end. */
    private static final String SEPARATOR = "\n";

    public Jobs {
        all = List.copyOf(all);
    }

    /** How long the iterations of one fork are meant to take, warm-up included. */
    public long iterationsNanos() {
        return warmups * warmupNanos + iterations * iterationNanos;
    }

    /** When a fork is given up, from its JVM's being up. */
    public Duration patience() {
        // An iteration ends with the operation that its time ends in.
        return Duration.ofNanos(2 * iterationsNanos() + marginNanos);
    }

    /** Writes them to a file that only the host JVM reads. */
    public void write(Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty("warmups", Integer.toString(warmups));
        p.setProperty("warmupNanos", Long.toString(warmupNanos));
        p.setProperty("iterations", Integer.toString(iterations));
        p.setProperty("iterationNanos", Long.toString(iterationNanos));
        p.setProperty("startNanos", Long.toString(startNanos));
        p.setProperty("marginNanos", Long.toString(marginNanos));
        p.setProperty("exports", exports.toString());
        p.setProperty("logs", logs.toString());
        for (int i = 0; i < all.size(); i++) {
            Job job = all.get(i);
            p.setProperty(i + ".name", job.name());
            p.setProperty(i + ".include", job.include());
            p.setProperty(i + ".canary", Boolean.toString(job.canary()));
            p.setProperty(i + ".jvmArguments", String.join(SEPARATOR, job.jvmArguments()));
            job.parameters().forEach(new Parameter(p, i + ".parameter.")::set);
        }
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            p.store(out, null);
        }
    }

    private record Parameter(Properties properties, String prefix) {
        void set(String name, String value) {
            properties.setProperty(prefix + name, value);
        }
    }

    /** Reads them back. */
    public static Jobs read(Path file) throws IOException {
        Properties p = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            p.load(in);
        }
        List<Job> all = new ArrayList<>();
        for (int i = 0; p.containsKey(i + ".name"); i++) {
            SortedMap<String, String> parameters = new TreeMap<>();
            String prefix = i + ".parameter.";
            for (String name : p.stringPropertyNames()) {
                if (name.startsWith(prefix)) {
                    parameters.put(name.substring(prefix.length()), p.getProperty(name));
                }
            }
            String arguments = required(p, i + ".jvmArguments");
            all.add(
                    new Job(
                            required(p, i + ".name"),
                            required(p, i + ".include"),
                            parameters,
                            arguments.isEmpty()
                                    ? List.of()
                                    : List.of(arguments.split(SEPARATOR, -1)),
                            Boolean.parseBoolean(required(p, i + ".canary"))));
        }
        return new Jobs(
                Integer.parseInt(required(p, "warmups")),
                Long.parseLong(required(p, "warmupNanos")),
                Integer.parseInt(required(p, "iterations")),
                Long.parseLong(required(p, "iterationNanos")),
                Long.parseLong(required(p, "startNanos")),
                Long.parseLong(required(p, "marginNanos")),
                Path.of(required(p, "exports")),
                Path.of(required(p, "logs")),
                all);
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the jobs lack " + name);
        }
        return value;
    }
}
