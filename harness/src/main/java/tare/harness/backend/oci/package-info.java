/**
 * Any other OCI runtime: those of a list that are found on the PATH, and those that the user names
 * with {@code --oci-runtime NAME=PATH}, which the plan carries as {@code backend.oci.NAME}.
 * Measured through it: {@code create} to the probe's byte after {@code start}, as for runc.
 *
 * <p>Knows no other room, and nothing of a runtime but the command line of the runtime
 * specification: what it keeps outside of its root, its processes and their groups is its own.
 */
@NullMarked
package tare.harness.backend.oci;

import org.jspecify.annotations.NullMarked;
