/**
 * Linux as C sees it: system calls, errno, memory, the syscall tape, cgroups.
 *
 * <p>The only room that knows JNA; it knows nothing of backends or of anything else of Tare's but
 * failures.
 */
@NullMarked
package tare.harness.linux;

import org.jspecify.annotations.NullMarked;
