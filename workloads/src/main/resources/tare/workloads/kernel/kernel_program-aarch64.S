/*
 * The kernels as a program, for 64-bit Arm. Contract and reasons: see kernel_program-x86_64.S, which this
 * mirrors.
 */
    .set BASE, 0x400000
    .set DATA, 0x10000000
    .set BUFFER, 64 << 20
    .set SYS_openat, 56
    .set SYS_read, 63
    .set SYS_write, 64
    .set SYS_exit, 93
    .set SYS_madvise, 233
    .set AT_FDCWD, -100
    .set O_RDONLY, 0
    .set O_WRONLY, 1
    .set EINTR, 4
    .set MADV_DONTNEED, 4
    .set MADV_NOHUGEPAGE, 15
    .set DISCARD, 7
    .set REQUEST, 22
    .set PAGE, 4096

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
    .short 64, 56, 3, 0, 0, 0           // header size, 3 program headers of 56 bytes
segments:
    .long 1, 5                          // PT_LOAD, read and execute
    .quad 0, BASE, BASE
    .quad end - image, end - image, 0x10000 // pages may be of 64 KiB here
    .long 1, 6                          // PT_LOAD, read and write, nothing of the file
    .quad 0, DATA, DATA
    .quad 0, BUFFER, 0x10000
    .long 0x6474e551, 6                 // PT_GNU_STACK, read and write
    .quad 0, 0, 0, 0, 0, 16

start:
    mov x19, sp                         // argc, argv[0], argv[1], ...
    sub sp, sp, #32                     // room for one request
    mov x22, #1                         // descriptors: to write to, to read from
    mov x23, xzr
    ldr x10, [x19]
    cmp x10, #3
    b.lo advise
    add x21, x19, x10, lsl #3
    ldur x1, [x21, #-8]                 // the last argument but one
    mov x2, #O_WRONLY
    bl open
    mov x22, x0
    ldr x1, [x21]
    mov x2, #O_RDONLY
    bl open
    mov x23, x0
advise:
    mov x1, #BUFFER
    mov x2, #MADV_NOHUGEPAGE
    bl advise_buffer

    mov w10, #'R'
    bl answer
    mov x20, #1                         // the ping: one byte
    bl receive
    mov w10, #'P'
    bl answer

serve:
    mov x20, #REQUEST
    bl receive
    ldrb w10, [sp, #REQUEST - 1]
    cmp w10, #10
    b.ne malformed
    mov x11, sp
    mov x12, #1
    bl number
    mov x24, x10                        // kernel
    mov x12, #8
    bl number
    mov x25, x10                        // bytes
    mov x12, #12
    bl number
    mov x4, x10                         // turns
    cmp x24, #DISCARD
    b.hi malformed
    mov x10, #BUFFER
    cmp x25, x10
    b.hi malformed
    cmp x25, #PAGE
    b.lo malformed
    tst x25, #PAGE - 1
    b.ne malformed
    cmp x24, #DISCARD
    b.eq discard
    mov x0, xzr
    mov x1, x24
    mov x2, #DATA
    mov x3, x25
    adr x9, served
    b kernel
discard:
    mov x1, x25
    mov x2, #MADV_DONTNEED
    bl advise_buffer
    mov x10, x0
    mov x0, #4
    cbnz x10, exit
served:
    mov w10, #'D'
    bl answer
    b serve

malformed:
    mov x0, #2
exit:
    mov x8, #SYS_exit
    svc #0

/* open of the path in x1 with the flags in x2; a descriptor in x0, or the end. */
open:
    mov x0, #AT_FDCWD
    mov x3, xzr
    mov x8, #SYS_openat
    svc #0
    tbz x0, #63, opened
    mov x0, #3
    b exit
opened:
    ret

/* madvise of x1 bytes of the buffer with the advice in x2. */
advise_buffer:
    mov x0, #DATA
    mov x8, #SYS_madvise
    svc #0
    ret

/* Writes the byte in w10. */
answer:
    strb w10, [sp]
write:
    mov x8, #SYS_write
    mov x0, x22
    mov x1, sp
    mov x2, #1
    svc #0
    cmn x0, #EINTR
    b.eq write
    cmp x0, #1
    mov x0, #1
    b.ne exit
    ret

/* Reads x20 bytes to the top of the stack; the end at end of file. */
receive:
    mov x21, sp
more:
    mov x8, #SYS_read
    mov x0, x23
    mov x1, x21
    mov x2, x20
    svc #0
    cmn x0, #EINTR
    b.eq more
    cmp x0, #0
    b.gt some
    mov x0, xzr
    b exit
some:
    add x21, x21, x0
    subs x20, x20, x0
    b.ne more
    ret

/* The number in x10 that the next x12 digits at x11 are; moves x11 on. */
number:
    mov x10, xzr
digit:
    ldrb w13, [x11], #1
    sub w13, w13, #'0'
    cmp w13, #9
    b.ls figure
    sub w13, w13, #'a' - '0'
    cmp w13, #5
    b.hi malformed
    add w13, w13, #10
figure:
    add x10, x13, x10, lsl #4
    subs x12, x12, #1
    b.ne digit
    ret
    .include "kernels-aarch64.inc"
end:
