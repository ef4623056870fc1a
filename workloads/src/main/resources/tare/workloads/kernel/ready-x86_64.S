/*
 * What a bare guest runs to show that it acts. Position-independent, without stack or data, and
 * without any privilege: ring 3 is enough.
 *
 *   rdi  address whose stores leave the guest (MMIO)
 *   rsi  ticks of the time-stamp counter to spin before the first store; 0: none
 *   rdx  not used, not kept
 *
 * Stores 'R' once, then 'P' for ever: each later entry into the guest is one ping.
 */
    .intel_syntax noprefix
    .text
    test rsi, rsi
    jz ready
    rdtsc
    shl rdx, 32
    or rax, rdx
    mov rcx, rax
spin:
    rdtsc
    shl rdx, 32
    or rax, rdx
    sub rax, rcx
    cmp rax, rsi
    jb spin
ready:
    mov byte ptr [rdi], 'R'
ping:
    mov byte ptr [rdi], 'P'
    jmp ping
