/**
 * What benchmarks take of the instance they run in: directories, and words for what it lacks.
 *
 * <p>Knows no benchmark.
 */
@NullMarked
package tare.workloads.benchmark.instance;

import org.jspecify.annotations.NullMarked;
