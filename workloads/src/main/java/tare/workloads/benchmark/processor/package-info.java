/**
 * Benchmarks of arithmetic: no system call, and little memory.
 *
 * <p>Knows no other benchmark.
 */
@NullMarked
package tare.workloads.benchmark.processor;

import org.jspecify.annotations.NullMarked;
