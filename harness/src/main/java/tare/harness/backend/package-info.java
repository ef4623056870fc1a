/**
 * What an isolation backend is: how it is found, launched, awaited and taken away.
 *
 * <p>Holds the contract and the one list of rooms; a room knows this package and never another
 * room.
 */
@NullMarked
package tare.harness.backend;

import org.jspecify.annotations.NullMarked;
