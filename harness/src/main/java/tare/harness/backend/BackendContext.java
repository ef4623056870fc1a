package tare.harness.backend;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;

/**
 * What a room is handed to make backends with.
 *
 * @param runId unique token of the run, letters and digits: part of every name that a launch leaves
 *     on the host
 * @param clock the one clock of the run
 * @param journal where every resource is written before it is made
 * @param settings of the plan that begin with {@code backend.}, for example where a runtime lies
 * @param directory private directory (mode 0700) for what instances need on disk, for example an
 *     empty root
 */
public record BackendContext(
        String runId,
        MonotonicClock clock,
        Journal journal,
        SortedMap<String, String> settings,
        Path directory) {

    /** What the names of all settings begin with that are a backend's. */
    public static final String SETTING = "backend.";

    public BackendContext {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** Without settings. */
    public BackendContext(String runId, MonotonicClock clock, Journal journal, Path directory) {
        this(runId, clock, journal, new TreeMap<>(), directory);
    }

    /** The same with other settings. */
    public BackendContext with(SortedMap<String, String> other) {
        return new BackendContext(runId, clock, journal, other, directory);
    }

    /** Those of a plan's parameters that are settings of backends. */
    public static SortedMap<String, String> settingsOf(SortedMap<String, String> parameters) {
        // '/' follows '.' in ASCII: every name that begins with the prefix lies between.
        return parameters.subMap(SETTING, "backend/");
    }
}
