/**
 * What instances cost in memory when they share pages, diverge, give memory back, or are promised
 * more than there is: closed forms, each with its source.
 *
 * <p>Knows no fleet, no policy and no file.
 */
@NullMarked
package tare.simulators.model;

import org.jspecify.annotations.NullMarked;
