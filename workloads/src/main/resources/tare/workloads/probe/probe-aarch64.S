/*
 * The probe for 64-bit Arm. Contract and reasons: see probe-x86_64.S, which this mirrors.
 */
    .set BASE, 0x400000
    .set SYS_openat, 56
    .set SYS_read, 63
    .set SYS_write, 64
    .set SYS_exit, 93
    .set SYS_clock_gettime, 113
    .set CLOCK_MONOTONIC, 1
    .set AT_FDCWD, -100
    .set O_RDONLY, 0
    .set O_WRONLY, 1
    .set EINTR, 4
    .set MOST_DIGITS, 18                // 10^18 still fits into a signed 64-bit number

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
    mov x22, #1                         // descriptors: to write to, to read from
    mov x23, xzr
    ldr x9, [x19]
    cmp x9, #2
    b.lo ready
    bl now
    mov x20, x0                         // the first instruction's time
    ldr x1, [x19, #16]
    mov x21, xzr                        // nanoseconds to spin
    mov x2, xzr                         // digits so far
    mov x4, #10
parse:
    ldrb w3, [x1, x2]
    cbz w3, parsed
    sub w3, w3, #'0'
    cmp w3, #9
    b.hi malformed
    cmp x2, #MOST_DIGITS
    b.hs malformed
    madd x21, x21, x4, x3
    add x2, x2, #1
    b parse
parsed:
    cbz x2, malformed
spin:
    bl now
    sub x0, x0, x20
    cmp x0, x21
    b.lo spin
    ldr x9, [x19]
    cmp x9, #4
    b.lo ready
    ldr x1, [x19, #24]
    mov x2, #O_WRONLY
    bl open
    mov x22, x0
    ldr x1, [x19, #32]
    mov x2, #O_RDONLY
    bl open
    mov x23, x0

ready:
    sub sp, sp, #16                     // one byte of stack serves every transfer
    mov w9, #'R'
    strb w9, [sp]
write:
    mov x8, #SYS_write
    mov x0, x22
    bl transfer
    cmn x0, #EINTR
    b.eq write
    mov x9, #1
    cmp x0, #1
    b.ne exit
read:
    mov x8, #SYS_read
    mov x0, x23
    bl transfer
    cmn x0, #EINTR
    b.eq read
    mov x9, xzr
    cmp x0, #1
    b.ne exit
    mov w9, #'P'
    strb w9, [sp]
    b write

malformed:
    mov x9, #2
exit:
    mov x0, x9
    mov x8, #SYS_exit
    svc #0

/* open of the path in x1 with the flags in x2; a descriptor in x0, or the end. */
open:
    mov x0, #AT_FDCWD
    mov x3, xzr
    mov x8, #SYS_openat
    svc #0
    tbz x0, #63, opened
    mov x9, #3
    b exit
opened:
    ret

/* read or write (x8) on descriptor x0 of the byte at the top of the stack. */
transfer:
    mov x1, sp
    mov x2, #1
    svc #0
    ret

/* CLOCK_MONOTONIC as nanoseconds in x0. */
now:
    sub sp, sp, #16
    mov x8, #SYS_clock_gettime
    mov x0, #CLOCK_MONOTONIC
    mov x1, sp
    svc #0
    ldp x0, x1, [sp], #16
    ldr x9, =1000000000
    madd x0, x0, x9, x1
    ret
    .ltorg
end:
