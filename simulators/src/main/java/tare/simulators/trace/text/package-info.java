/**
 * Traces in text: PlanetLab, Bitbrains, Alibaba openb, Azure's tables, and any CSV by a mapping.
 *
 * <p>The only package that knows FastCSV.
 */
@NullMarked
package tare.simulators.trace.text;

import org.jspecify.annotations.NullMarked;
