/**
 * Control groups of both versions behind one interface: where they are mounted, where this process
 * may make its own, what they charge and limit.
 *
 * <p>Knows files of the kernel only: no backend, no journal.
 */
@NullMarked
package tare.harness.linux.cgroup;

import org.jspecify.annotations.NullMarked;
