/**
 * A run: plan, order, steps, the append-only file, cancellation and the finished result.
 *
 * <p>Knows experiments and backends by their contracts; prints nothing.
 */
@NullMarked
package tare.harness.run;

import org.jspecify.annotations.NullMarked;
