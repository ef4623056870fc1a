/**
 * Benchmarks of two threads that answer each other, over pipes and sockets inside the instance.
 *
 * <p>Knows no other benchmark; listens on the loopback address alone.
 */
@NullMarked
package tare.workloads.benchmark.exchange;

import org.jspecify.annotations.NullMarked;
