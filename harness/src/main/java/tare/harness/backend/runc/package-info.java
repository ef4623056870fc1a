/**
 * runc, the reference runtime of the Open Container Initiative, by its own command line and a
 * bundle that Tare writes. Measured through it: what runc takes from {@code create} to the probe's
 * byte after {@code start}, the pair that every daemon above it calls. Not measured: a shim, a
 * daemon, an image. Its network namespace has no devices but loopback.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.runc;

import org.jspecify.annotations.NullMarked;
