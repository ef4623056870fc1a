/**
 * The wrapper: what JMH starts in the place of a JVM. A static program of a few hundred
 * instructions in freestanding C.
 *
 * <p>Holds its bytes and their sources; knows neither JMH nor what its arguments mean. It connects
 * to the Unix socket {@code <its own path>.socket}, writes its arguments, a NUL behind each, shuts
 * its side down, and ends with the one byte that it then reads as its status: 1 where none comes.
 * Statuses from 120 to 124 are its own: no name, a path too long for a socket's address, no socket,
 * nobody who listens, nobody who reads.
 */
@NullMarked
package tare.workloads.wrapper;

import org.jspecify.annotations.NullMarked;
