/**
 * A tiny static program that stands in the place of an OCI runtime, writes down when it is called,
 * and becomes the runtime: how the time below a daemon is told from the daemon's own.
 *
 * <p>Holds its bytes and their sources; knows nothing of daemons.
 */
@NullMarked
package tare.workloads.stamp;

import org.jspecify.annotations.NullMarked;
