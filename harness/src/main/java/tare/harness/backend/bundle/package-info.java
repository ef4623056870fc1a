/**
 * OCI bundles and the command line that all OCI runtimes share (runtime-spec 1.0.2: create, start,
 * delete): what the rooms of runc, crun, gVisor and of any other OCI runtime have in common.
 *
 * <p>Not a room: knows no runtime by name.
 */
@NullMarked
package tare.harness.backend.bundle;

import org.jspecify.annotations.NullMarked;
