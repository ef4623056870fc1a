/**
 * Programs that weigh Tare itself against a reference; scripts start them, no test does.
 *
 * <p>May use everything; nothing of the product knows them.
 */
@NullMarked
package tare.harness.benchmark;

import org.jspecify.annotations.NullMarked;
