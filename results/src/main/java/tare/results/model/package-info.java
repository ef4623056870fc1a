/**
 * The record of a run as plain data: what was planned, on which host, what was measured.
 *
 * <p>Holds records, enums and sealed interfaces only; knows no file format, no I/O and nothing else
 * of Tare's.
 */
@NullMarked
package tare.results.model;

import org.jspecify.annotations.NullMarked;
