/**
 * The workloads of the overhead experiment: what each is, how it is run, and what an instance must
 * have for it.
 *
 * <p>JMH's forks run them inside instances; knows nothing of how an instance is started, and
 * imports nothing but what lies below it.
 */
@NullMarked
package tare.workloads.benchmark;

import org.jspecify.annotations.NullMarked;
