/*
 * A loop of one subtraction to compare a guest's speed with the host's, or ring 0 with ring 3.
 *
 *   rdi  address whose stores leave the guest (MMIO)
 *   rsi  not used
 *   rdx  turns of the loop, at least 0
 *
 * Turns, then stores 'R' for ever. Up to the store the bytes are those of loop_host-x86_64.S.
 */
    .intel_syntax noprefix
    .text
    test rdx, rdx
    jz done
turn:
    dec rdx
    jnz turn
done:
    mov byte ptr [rdi], 'R'
    jmp done
