/*
 * The kernels as a program, started in the place of the probe.
 *
 * Contract (the same on every architecture):
 *   The last two arguments, if there are two besides the name, are paths of two files, FIFOs or a
 *     terminal, opened in this order: the first to write to, the second to read from, in the place of
 *     descriptors 1 and 0. A path that cannot be opened ends the program with status 3.
 *   Write 'R': the program runs. Then the first byte read is answered by 'P'.
 *   Each later request is 22 bytes: digits of base 16 in lower case, 1 for the kernel, 8 for the bytes
 *     of the buffer, 12 for the turns, then a newline. Text in lines, so that a terminal in its usual
 *     mode carries it unharmed. When it is done: write 'D', which no request contains, should the
 *     terminal echo.
 *   Kernel 7 is none: it gives the buffer's pages back, so that the next touch faults.
 *   A malformed request, or more bytes than there are, ends the program with status 2; pages that
 *     cannot be given back end it with 4.
 *   At end of file, or any error of read but EINTR, exit 0. A failed write ends it with status 1.
 *
 * Calls: open (openat on Arm), read, write, exit, madvise, getppid.
 *
 * The file is its own ELF image. Two segments: this code, and BUFFER bytes of zeroes behind it.
 */
    .intel_syntax noprefix

    .set BASE, 0x400000
    .set DATA, 0x10000000
    .set BUFFER, 64 << 20
    .set SYS_read, 0
    .set SYS_write, 1
    .set SYS_open, 2
    .set SYS_madvise, 28
    .set SYS_exit, 60
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
    .byte 0x7f, 'E', 'L', 'F', 2, 1, 1, 0   # 64 bit, little endian, version 1, System V
    .quad 0
    .short 2, 62                        # ET_EXEC, EM_X86_64
    .long 1
    .quad BASE + (start - image)        # e_entry
    .quad segments - image              # e_phoff
    .quad 0                             # no section headers
    .long 0
    .short 64, 56, 3, 0, 0, 0           # header size, 3 program headers of 56 bytes
segments:
    .long 1, 5                          # PT_LOAD, read and execute
    .quad 0, BASE, BASE
    .quad end - image, end - image, 0x1000
    .long 1, 6                          # PT_LOAD, read and write, nothing of the file
    .quad 0, DATA, DATA
    .quad 0, BUFFER, 0x1000
    .long 0x6474e551, 6                 # PT_GNU_STACK, read and write
    .quad 0, 0, 0, 0, 0, 16

start:
    mov rbx, rsp                        # argc, argv[0], argv[1], ...
    sub rsp, 32                         # room for one request
    push 1                              # descriptors: to write to, to read from
    pop r14
    xor r15d, r15d
    mov rax, [rbx]
    cmp rax, 3
    jb advise
    lea rbp, [rbx + rax * 8 - 8]        # the last argument but one
    mov rdi, [rbp]
    push O_WRONLY
    pop rsi
    call open
    mov r14d, eax
    mov rdi, [rbp + 8]
    xor esi, esi                        # O_RDONLY
    call open
    mov r15d, eax
advise:
    /* Small pages everywhere. Refused only by systems that have no large ones. */
    mov esi, BUFFER
    mov edx, MADV_NOHUGEPAGE
    call advise_buffer

    mov byte ptr [rsp], 'R'
    call answer
    mov ebp, 1                          # the ping: one byte
    call receive
    mov byte ptr [rsp], 'P'
    call answer

serve:
    mov ebp, REQUEST
    call receive
    cmp byte ptr [rsp + REQUEST - 1], 10
    jne malformed
    mov rsi, rsp
    mov ecx, 1
    call number
    mov r12, rax                        # kernel
    mov ecx, 8
    call number
    mov r13, rax                        # bytes
    mov ecx, 12
    call number
    mov r8, rax                         # turns
    cmp r12, DISCARD
    ja malformed
    cmp r13, BUFFER
    ja malformed
    cmp r13, PAGE
    jb malformed
    test r13, PAGE - 1
    jnz malformed
    cmp r12, DISCARD
    je discard
    xor edi, edi
    mov rsi, r12
    mov edx, DATA
    mov rcx, r13
    lea r9, [rip + served]
    jmp kernel
discard:
    mov rsi, r13
    mov edx, MADV_DONTNEED
    call advise_buffer
    mov edi, 4
    test rax, rax
    jnz exit
served:
    mov byte ptr [rsp], 'D'
    call answer
    jmp serve

malformed:
    mov edi, 2
exit:
    mov eax, SYS_exit
    syscall

/* open of the path in rdi with the flags in rsi; a descriptor in eax, or the end. */
open:
    push SYS_open
    pop rax
    xor edx, edx
    syscall
    test eax, eax
    mov edi, 3
    js exit
    ret

/* madvise of rsi bytes of the buffer with the advice in edx. */
advise_buffer:
    mov edi, DATA
    mov eax, SYS_madvise
    syscall
    ret

/* Writes the byte at the caller's top of stack. */
answer:
    mov eax, SYS_write
    mov edi, r14d
    lea rsi, [rsp + 8]
    mov edx, 1
    syscall
    cmp rax, -EINTR
    je answer
    cmp rax, 1
    mov edi, 1
    jne exit
    ret

/* Reads ebp bytes to the caller's top of stack; the end at end of file. */
receive:
    lea r12, [rsp + 8]
more:
    xor eax, eax                        # SYS_read
    mov edi, r15d
    mov rsi, r12
    mov edx, ebp
    syscall
    cmp rax, -EINTR
    je more
    xor edi, edi
    test rax, rax
    jle exit
    add r12, rax
    sub rbp, rax
    jnz more
    ret

/* The number in rax that the next ecx digits at rsi are; moves rsi on. */
number:
    xor eax, eax
digit:
    movzx edx, byte ptr [rsi]
    sub edx, '0'
    cmp edx, 9
    jbe figure
    sub edx, 'a' - '0'
    cmp edx, 5
    ja malformed
    add edx, 10
figure:
    shl rax, 4
    add rax, rdx
    inc rsi
    dec ecx
    jnz digit
    ret
    .include "kernels-x86_64.inc"
end:
