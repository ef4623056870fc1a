/**
 * What the rooms of bare KVM guests share: one launch is a guest that is placed and then runs on
 * the launching thread until it acts. The backend's device is opened once and kept, as any VMM that
 * starts many guests would.
 *
 * <p>Nothing of a guest outlives the process that made it, so nothing is journalled.
 *
 * <p>Knows no room: a room hands in its {@link tare.harness.backend.guest.GuestDriver}.
 */
@NullMarked
package tare.harness.backend.guest;

import org.jspecify.annotations.NullMarked;
