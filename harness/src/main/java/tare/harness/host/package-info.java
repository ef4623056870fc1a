/**
 * The host that is measured on: its facts, what makes it a poor place to measure, how disturbed it
 * was, and where Tare's own work is pinned.
 *
 * <p>The only room that knows OSHI; it knows no backend.
 */
@NullMarked
package tare.harness.host;

import org.jspecify.annotations.NullMarked;
