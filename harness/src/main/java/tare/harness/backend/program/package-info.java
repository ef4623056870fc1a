/**
 * What the rooms share that start the probe by somebody else's program: a container runtime on the
 * command line. A room says with a {@link tare.harness.backend.program.Driver} which command lines
 * make, start and end an instance and what the runtime leaves behind; starting, waiting, bounding,
 * ending and explaining is done here, the same for all.
 *
 * <p>Not a room: knows no runtime by name. The measured path is the tape's clone and execve; no
 * program is started by the JDK's own process builder, which costs an execve more.
 */
@NullMarked
package tare.harness.backend.program;

import org.jspecify.annotations.NullMarked;
