/*
 * A loop of one subtraction to compare a guest's speed with the host's. See loop-x86_64.S.
 *
 *   x0  address whose stores leave the guest (MMIO)
 *   x1  not used
 *   x2  turns of the loop, at least 0
 */
    .text
    cbz x2, done
turn:
    subs x2, x2, #1
    b.ne turn
done:
    mov w5, #'R'
store:
    strb w5, [x0]
    b store
