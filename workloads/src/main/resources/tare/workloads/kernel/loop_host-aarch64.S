/*
 * loop-aarch64.S as a function of the host: void loop(void *unused, long unused, long turns), by the
 * procedure call standard, whose first three registers are those of the guest's contract.
 */
    .text
    cbz x2, done
turn:
    subs x2, x2, #1
    b.ne turn
done:
    ret
