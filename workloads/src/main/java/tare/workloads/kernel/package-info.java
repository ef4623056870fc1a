/**
 * Machine code that runs without an operating system: what a bare guest, or a host thread, is
 * given.
 *
 * <p>Holds bytes and their sources; knows nothing of KVM and calls no native code.
 */
@NullMarked
package tare.workloads.kernel;

import org.jspecify.annotations.NullMarked;
