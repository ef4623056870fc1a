/**
 * What tests of the payloads share: what they need of the machine.
 *
 * <p>Knows nothing of what each payload does.
 */
@NullMarked
package tare.workloads;

import org.jspecify.annotations.NullMarked;
