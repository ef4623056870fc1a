/**
 * The agent: the first process of a Linux guest in which containers are started, or which is given
 * an identity of its own after a fork. A static program of a few KiB in freestanding C.
 *
 * <p>Beside it lies the starter, which becomes any other program, and is built with it.
 *
 * <p>Holds its bytes and their sources; knows nothing of how a guest is started. Arguments stand in
 * the places of the probe's: nanoseconds to spin, then the paths that are written to and read from.
 * A terminal is set to raw mode without echo. It loads the kernel's modules {@code /modules/0},
 * {@code /modules/1} and so on, where they are there, writes {@code R}, then answers line by line;
 * a module that cannot be loaded is said on line and console, and ends it. Each request is one word
 * of one letter and its arguments, at most 511 bytes:
 *
 * <pre>
 * L GROUPS [RUNTIME]      lay the ground, once; GROUPS 1: with limits        L
 * S ID SPIN MEMORY TASKS  start a container; ID below 256; no limits: 0 0  R ID CREATED READY
 * B ID SPIN MEMORY TASKS  write a bundle for RUNTIME                         B ID
 * C ID                    start it by RUNTIME's create and start           R ID CREATED READY
 * Q ID                    let its probe act once more                        A ID
 * K ID                    kill, reap and take away                           D ID NS
 * V ID                    what the guest's kernel says of its first process  V ID NAME:VALUE...
 * F SEED NAME SPIN [MAC]  fresh identity: 32 to 64 bytes in hex, host name,
 *                         address of eth0                                    I
 * G                       16 random bytes in hex, host name, address of
 *                         eth0 or {@code -}                                  G HEX NAME MAC
 * any other byte          (no line)                                          P, without a line's end
 * </pre>
 *
 * Nanoseconds are of the guest's own clock, and differences within it. What fails is answered by
 * {@code E ID STEP ERRNO}, with {@code -} where there is no ID, and a command of the runtime's by
 * {@code E ID STEP 0 WORDS}: its status and the end of what it said. RUNTIME is the path of an OCI
 * runtime below {@code /runtime}, which becomes the root then and has a {@code /config.json} in
 * which {@code "@S"}, {@code "@M"}, {@code "@T"} and {@code "@C"} stand for the probe's argument,
 * the limits, and the control group. At the end of what it reads it powers the guest off.
 */
@NullMarked
package tare.workloads.agent;

import org.jspecify.annotations.NullMarked;
