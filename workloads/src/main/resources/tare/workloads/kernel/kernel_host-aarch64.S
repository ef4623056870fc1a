/*
 * The kernels as a function of the host, by the procedure call standard, whose registers are those of
 * kernels-aarch64.inc: long run(long 0, long kernel, void *buffer, long bytes, long turns).
 * Returns what the kernel leaves in x6.
 */
    .text
    adr x9, done
    b kernel
done:
    mov x0, x6
    ret
    .include "kernels-aarch64.inc"
