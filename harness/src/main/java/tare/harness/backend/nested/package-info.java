/**
 * Containers inside guests, as clouds ship them: keys {@code INNER-in-OUTER}. A guest is booted
 * once for each backend, outside of every figure, and an agent in it starts the containers that it
 * is asked for. Measured through it: what a container's start takes there, from the request on the
 * guest's line to the probe's byte as the host sees it; held against the same start on the host it
 * is the tax of stacking. The guest's own clock is used for nothing but differences inside it.
 *
 * <p>Knows no other room: what starts a guest of a kind is a driver that others share, handed in
 * with an {@link tare.harness.backend.nested.Outer}.
 */
@NullMarked
package tare.harness.backend.nested;

import org.jspecify.annotations.NullMarked;
