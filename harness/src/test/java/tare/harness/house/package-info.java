/**
 * The house's own rules as tests: what may know what, what sources look like, what documents say.
 *
 * <p>Knows every module's classes and sources; tests no behaviour.
 */
@NullMarked
package tare.harness.house;

import org.jspecify.annotations.NullMarked;
