/*
 * The kernels for a bare guest: the registers of kernels-x86_64.inc but r9. Runs the kernel, stores 'R',
 * then 'P' for ever: each later entry is one ping, until the host sets the registers anew.
 */
    .intel_syntax noprefix
    .text
    lea r9, [rip + done]
    jmp kernel
done:
    mov byte ptr [rdi], 'R'
ping:
    mov byte ptr [rdi], 'P'
    jmp ping
    .include "kernels-x86_64.inc"
