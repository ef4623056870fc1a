/**
 * What runs inside an instance in the place of the probe: JMH's forked JVM, with its link to the
 * host relayed over the probe's own two descriptors, so that an instance keeps the network that it
 * has, or has none.
 *
 * <p>Knows nothing of ours, and JMH by the name of a class that it is told: neither the benchmarks
 * nor how an instance is started.
 */
@NullMarked
package tare.workloads.inside;

import org.jspecify.annotations.NullMarked;
