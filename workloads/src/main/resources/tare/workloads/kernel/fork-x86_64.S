/*
 * What a bare guest runs that is frozen and forked: it does what its registers ask for, then acts,
 * for ever. Position-independent, ring 3; x86-64 alone, as the saving of a guest's state is.
 *
 *   rdi  address whose stores leave the guest (MMIO)
 *   rsp  end of the page of this code, whose last word it keeps
 *   rsi  ticks of the time-stamp counter to spin
 *   rdx  pages of the heap to touch: rbx goes to the second word of each
 *   r13  pages to write to at random, with r14 the generator's state, never 0, and r15 a mask: the
 *        number of the heap's pages among which they are drawn, a power of two, less 1
 *   r10  words of the heap to write: the pattern, whose checksum is then kept
 *   rcx  words of the heap to read: the act is their checksum
 *
 * rsi, rdx, r13, r10 and rcx are each 0 for nothing, and 0 again once it is done. The heap begins at the next
 * multiple of 2 MiB behind the code. Word i of the pattern is (i + 1) times GOLDEN, modulo 2^64; the
 * checksum of words is c = rotate(c, 1) + word, from 0.
 *
 * An act is a store of 8 bytes: what was read, or else the checksum of what was written. The latter
 * is kept three times, in memory, in a general register (r9) and in xmm5, and the act is all three
 * by exclusive or: it is right only if each of them is.
 */
    .intel_syntax noprefix
    .text
    .set GOLDEN, 0x9e3779b97f4a7c15
serve:
    lea r8, [rip + serve]
    and r8, -0x200000
    add r8, 0x200000

    test rsi, rsi
    jz touch
    mov r11, rdx
    rdtsc
    shl rdx, 32
    or rax, rdx
    mov r12, rax
spin:
    rdtsc
    shl rdx, 32
    or rax, rdx
    sub rax, r12
    cmp rax, rsi
    jb spin
    mov rdx, r11
    xor esi, esi

touch:
    mov r11, r8
touch_page:
    test rdx, rdx
    jz scatter
    mov qword ptr [r11 + 8], rbx
    add r11, 4096
    dec rdx
    jmp touch_page

/* Marsaglia's xorshift64 (13, 7, 17). */
scatter:
    test r13, r13
    jz write
    mov rax, r14
    shl rax, 13
    xor r14, rax
    mov rax, r14
    shr rax, 7
    xor r14, rax
    mov rax, r14
    shl rax, 17
    xor r14, rax
    mov rax, r14
    and rax, r15
    shl rax, 12
    mov [r8 + rax + 16], r14
    dec r13
    jmp scatter

write:
    test r10, r10
    jz read
    mov r11, r8
    movabs r12, GOLDEN
    xor eax, eax
    xor r9d, r9d
write_word:
    add rax, r12
    mov [r11], rax
    add r11, 8
    rol r9, 1
    add r9, rax
    dec r10
    jnz write_word
    movq xmm5, r9
    mov [rsp - 8], r9

read:
    movq rax, xmm5
    xor rax, r9
    xor rax, [rsp - 8]
    test rcx, rcx
    jz act
    mov r11, r8
    xor eax, eax
read_word:
    rol rax, 1
    add rax, [r11]
    add r11, 8
    dec rcx
    jnz read_word
act:
    mov [rdi], rax
    jmp serve
