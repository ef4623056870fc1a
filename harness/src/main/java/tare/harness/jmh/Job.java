package tare.harness.jmh;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One benchmark to be run in one fork.
 *
 * @param name for files and messages: letters, digits, dots and hyphens
 * @param include JMH's pattern of the benchmark
 * @param parameters JMH's
 * @param jvmArguments of the fork's JVM
 * @param canary whether it shows that the fork had JMH's hints, and measures nothing
 */
public record Job(
        String name,
        String include,
        SortedMap<String, String> parameters,
        List<String> jvmArguments,
        boolean canary) {

    public Job {
        if (!name.matches("[A-Za-z0-9.-]{1,120}")) {
            throw new IllegalArgumentException("a job's name: " + name);
        }
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        jvmArguments = List.copyOf(jvmArguments);
    }
}
