/**
 * Benchmarks of the kernel that the instance sees: calls, clock, threads and processes.
 *
 * <p>Knows no other benchmark; starts no program but the probe.
 */
@NullMarked
package tare.workloads.benchmark.system;

import org.jspecify.annotations.NullMarked;
