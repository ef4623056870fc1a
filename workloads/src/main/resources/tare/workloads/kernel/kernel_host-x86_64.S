/*
 * The kernels as a function of the host, by the System V calling convention, whose registers are those
 * of kernels-x86_64.inc: long run(long 0, long kernel, void *buffer, long bytes, long turns).
 * Returns what the kernel leaves in rax.
 */
    .intel_syntax noprefix
    .text
    lea r9, [rip + done]
    jmp kernel
done:
    ret
    .include "kernels-x86_64.inc"
