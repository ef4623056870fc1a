/*
 * The probe: what every instance with an operating system in it runs as its first process.
 *
 * Contract (the same on every architecture):
 *   argv[1], if there, is a decimal number of nanoseconds, 1 to 18 digits: spin on
 *     clock_gettime(CLOCK_MONOTONIC) until so much has passed since the first instruction.
 *     Anything else in it ends the probe with status 2, before the ready byte.
 *   argv[2] and argv[3], if both are there, are paths of two FIFOs, opened in this order after the
 *     spin: the first to write to, the second to read from, in the place of descriptors 1 and 0. For
 *     runtimes that hand no descriptors on. A path that cannot be opened ends the probe with 3.
 *   Write 'R' to descriptor 1: the guest acts.
 *   For each byte read from descriptor 0 write 'P' to descriptor 1.
 *   At end of file, or any error of read but EINTR, exit 0: the probe ends with its control
 *     channel. A failed write ends it with status 1 (process 1 gets no SIGPIPE).
 *
 * The file is its own ELF image: the headers are data, so that no linker decides on them.
 * One segment, readable and executable; nothing writable but the stack, which may not execute.
 */
    .intel_syntax noprefix

    .set BASE, 0x400000
    .set SYS_read, 0
    .set SYS_write, 1
    .set SYS_open, 2
    .set SYS_exit, 60
    .set SYS_clock_gettime, 228
    .set CLOCK_MONOTONIC, 1
    .set O_RDONLY, 0
    .set O_WRONLY, 1
    .set EINTR, 4
    .set MOST_DIGITS, 18                # 10^18 still fits into a signed 64-bit number

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
    .short 64, 56, 2, 0, 0, 0           # header size, 2 program headers of 56 bytes
segments:
    .long 1, 5                          # PT_LOAD, read and execute
    .quad 0, BASE, BASE
    .quad end - image, end - image, 0x1000
    .long 0x6474e551, 6                 # PT_GNU_STACK, read and write
    .quad 0, 0, 0, 0, 0, 16

start:
    mov rbx, rsp                        # argc, argv[0], argv[1], ...
    push 1                              # descriptors: to write to, to read from
    pop r14
    xor r15d, r15d
    cmp qword ptr [rbx], 2
    jb ready
    call now
    mov r12, rax                        # the first instruction's time
    mov rsi, [rbx + 16]
    xor r13d, r13d                      # nanoseconds to spin
    xor ecx, ecx                        # digits so far
parse:
    movzx eax, byte ptr [rsi + rcx]
    test eax, eax
    jz parsed
    sub eax, '0'
    cmp eax, 9
    ja malformed
    cmp ecx, MOST_DIGITS
    jae malformed
    imul r13, r13, 10
    add r13, rax
    inc ecx
    jmp parse
parsed:
    test ecx, ecx
    jz malformed
spin:
    call now
    sub rax, r12
    cmp rax, r13
    jb spin
    cmp qword ptr [rbx], 4
    jb ready
    mov rdi, [rbx + 24]
    push O_WRONLY
    pop rsi
    call open
    mov r14d, eax
    mov rdi, [rbx + 32]
    xor esi, esi                        # O_RDONLY
    call open
    mov r15d, eax

ready:
    push 'R'                            # one byte of stack serves every transfer
write:
    push SYS_write
    pop rax
    mov edi, r14d
    call transfer
    cmp rax, -EINTR
    je write
    cmp rax, 1
    mov edi, 1
    jne exit
read:
    xor eax, eax                        # SYS_read
    mov edi, r15d
    call transfer
    cmp rax, -EINTR
    je read
    cmp rax, 1
    mov edi, 0
    jne exit
    mov byte ptr [rsp], 'P'
    jmp write

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

/* read or write (rax) on descriptor rdi of the byte at the caller's top of stack. */
transfer:
    lea rsi, [rsp + 8]
    mov edx, 1
    syscall
    ret

/* CLOCK_MONOTONIC as nanoseconds in rax. By system call: there is no vDSO to look for at PID 1. */
now:
    sub rsp, 16
    mov eax, SYS_clock_gettime
    mov edi, CLOCK_MONOTONIC
    mov rsi, rsp
    syscall
    imul rax, [rsp], 1000000000
    add rax, [rsp + 8]
    add rsp, 16
    ret
end:
