package tare.harness.backend;

import java.nio.file.Path;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;

/**
 * What a room is handed to make backends with.
 *
 * @param runId unique token of the run, letters and digits: part of every name that a launch leaves
 *     on the host
 * @param clock the one clock of the run
 * @param journal where every resource is written before it is made
 * @param directory private directory (mode 0700) for what instances need on disk, for example an
 *     empty root
 */
public record BackendContext(String runId, MonotonicClock clock, Journal journal, Path directory) {}
