/**
 * Images that hold the probe and nothing else, as bytes: the tar of a root file system for runtimes
 * that import one, and an OCI layout (image-spec 1.0) for those that want it. Made on the spot, the
 * same bytes every time: nothing is pulled.
 *
 * <p>Not a room: knows no runtime, and touches nothing on disk.
 */
@NullMarked
package tare.harness.backend.image;

import org.jspecify.annotations.NullMarked;
