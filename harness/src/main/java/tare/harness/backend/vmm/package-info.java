/**
 * What the rooms of machine monitors share that take their orders over HTTP on a Unix socket: the
 * request and its answer, the wait for the socket, the guest's serial line, and what must be there
 * before one is tried.
 *
 * <p>Not a room: knows no monitor by name. A program counts as one only by its own word on its
 * version; nothing here starts anything else in its place. Every wait has a bound and ends with the
 * program. The one place below the rooms with JSON of such a monitor.
 */
@NullMarked
package tare.harness.backend.vmm;

import org.jspecify.annotations.NullMarked;
