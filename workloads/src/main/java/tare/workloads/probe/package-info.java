/**
 * The tiny static program that says from inside an instance that it runs.
 *
 * <p>Holds its bytes and their sources; knows nothing of how a backend starts them.
 */
@NullMarked
package tare.workloads.probe;

import org.jspecify.annotations.NullMarked;
