/**
 * What the models say of a host beforehand, against what was then measured on it.
 *
 * <p>Knows results alone; reads no file and measures nothing.
 */
@NullMarked
package tare.simulators.backtest;

import org.jspecify.annotations.NullMarked;
