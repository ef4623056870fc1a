/**
 * Benchmarks of files, on the instance's own root and on a directory that the host gives it.
 *
 * <p>Knows no other benchmark; writes nowhere but in these two.
 */
@NullMarked
package tare.workloads.benchmark.files;

import org.jspecify.annotations.NullMarked;
