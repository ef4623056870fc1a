/**
 * When a daemon calls its shim and its runtime: recorders that stand in their places, what they
 * write down, the layers that follow from it, and what recording costs.
 *
 * <p>Not a room: knows no daemon, and starts nothing but the probe, to weigh the recorder.
 */
@NullMarked
package tare.harness.backend.recorder;

import org.jspecify.annotations.NullMarked;
