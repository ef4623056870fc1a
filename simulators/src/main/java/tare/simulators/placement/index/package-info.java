/**
 * Finds the host that a rule prefers without looking at each: trees over what hosts have free.
 *
 * <p>Exact: the same choice as a scan over all hosts, which tests compare with. Knows rules by
 * their contracts only.
 */
@NullMarked
package tare.simulators.placement.index;

import org.jspecify.annotations.NullMarked;
