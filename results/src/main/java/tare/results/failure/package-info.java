/**
 * What can go wrong, as types: each says what failed, where, why, and what to do, and has an exit
 * code.
 *
 * <p>Knows nothing else of Tare's; printing is the command line's work.
 */
@NullMarked
package tare.results.failure;

import org.jspecify.annotations.NullMarked;
