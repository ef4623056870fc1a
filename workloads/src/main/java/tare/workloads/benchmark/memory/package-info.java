/**
 * Benchmarks of memory: bandwidth, latency, address translation, page faults, and the collector.
 *
 * <p>Knows no other benchmark.
 */
@NullMarked
package tare.workloads.benchmark.memory;

import org.jspecify.annotations.NullMarked;
