/*
 * The stamp for 64-bit Arm. Contract and reasons: see stamp-x86_64.S, which this mirrors.
 */
    .set BASE, 0x400000
    .set SLOT, 256
    .set SYS_openat, 56
    .set SYS_writev, 66
    .set SYS_exit, 93
    .set SYS_clock_gettime, 113
    .set SYS_execve, 221
    .set AT_FDCWD, -100
    .set CLOCK_MONOTONIC, 1
    .set FLAGS, 0x80000 | 0x400 | 1     // O_CLOEXEC | O_APPEND | O_WRONLY
    .set HEADER, 20

    .text
image:
    .byte 0x7f, 'E', 'L', 'F', 2, 1, 1, 0   // 64 bit, little endian, version 1, System V
    .quad 0
    .short 2, 183                       // ET_EXEC, EM_AARCH64
    .long 1
    .quad BASE + (start - image)        // e_entry
    .quad segments - image              // e_phoff
    .quad 0                             // no section headers
    .long 0
    .short 64, 56, 2, 0, 0, 0           // header size, 2 program headers of 56 bytes
segments:
    .long 1, 5                          // PT_LOAD, read and execute
    .quad 0, BASE, BASE
    .quad end - image, end - image, 0x10000 // pages may be of 64 KiB here
    .long 0x6474e551, 6                 // PT_GNU_STACK, read and write
    .quad 0, 0, 0, 0, 0, 16

start:
    mov x19, sp                         // argc, argv[0], argv[1], ...
    sub sp, sp, #64                     // the header, then two struct iovec at 32
    mov x8, #SYS_clock_gettime
    mov x0, #CLOCK_MONOTONIC
    mov x1, sp
    svc #0

    ldr x20, [x19]
    ldr x1, [x19, #8]                   // the arguments lie one after the other
    ldr x2, [x19, x20, lsl #3]          // the last
last:
    ldrb w3, [x2], #1
    cbnz w3, last
    sub x2, x2, x1
    str w2, [sp, #16]
    mov x3, sp
    mov x4, #HEADER
    stp x3, x4, [sp, #32]
    stp x1, x2, [sp, #48]
    add x21, x2, #HEADER                // what is to be written

    mov x8, #SYS_openat
    mov x0, #AT_FDCWD
    adr x1, log
    ldr x2, =FLAGS
    mov x3, xzr
    svc #0
    tbnz x0, #63, unwritten
    mov x8, #SYS_writev
    add x1, sp, #32
    mov x2, #2
    svc #0
    cmp x0, x21
    b.ne unwritten

    mov x8, #SYS_execve
    adr x0, program
    add x1, x19, #8
    str x0, [x1]                        // its own name, as the runtime is to see it
    add x2, x1, x20, lsl #3
    add x2, x2, #8
    svc #0
    mov x0, #127
    b exit
unwritten:
    mov x0, #126
exit:
    mov x8, #SYS_exit
    svc #0
    .ltorg

log:
    .fill SLOT, 1, 0
program:
    .fill SLOT, 1, 0
end:
