/**
 * Traces in SQLite: Azure's packing trace.
 *
 * <p>The only package that opens a database.
 */
@NullMarked
package tare.simulators.trace.sqlite;

import org.jspecify.annotations.NullMarked;
