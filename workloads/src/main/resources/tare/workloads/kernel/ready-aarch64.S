/*
 * What a bare guest runs to show that it acts, at EL1 or EL0. See ready-x86_64.S.
 *
 *   x0  address whose stores leave the guest (MMIO)
 *   x1  ticks of CNTVCT_EL0 to spin before the first store; 0: none
 *   x2  not used
 *
 * Stores through a plain base register, so that the exit's syndrome says what was stored.
 */
    .text
    cbz x1, ready
    isb                                 // or the counter may be read ahead of its turn
    mrs x3, cntvct_el0
spin:
    isb
    mrs x4, cntvct_el0
    sub x4, x4, x3
    cmp x4, x1
    b.lo spin
ready:
    mov w5, #'R'
    strb w5, [x0]
    mov w5, #'P'
ping:
    strb w5, [x0]
    b ping
