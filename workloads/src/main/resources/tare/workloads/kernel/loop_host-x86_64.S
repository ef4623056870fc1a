/*
 * loop-x86_64.S as a function of the host: void loop(void *unused, long unused, long turns), by the
 * System V calling convention, whose first three registers are those of the guest's contract.
 */
    .intel_syntax noprefix
    .text
    test rdx, rdx
    jz done
turn:
    dec rdx
    jnz turn
done:
    ret
