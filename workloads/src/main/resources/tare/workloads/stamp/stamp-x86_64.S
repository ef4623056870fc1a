/*
 * The stamp: stands in a daemon's configuration in the place of an OCI runtime, writes down when and
 * with which arguments it is called, and becomes that runtime.
 *
 * Contract (the same on every architecture): appends one record to the file of the first slot, which
 * exists: seconds and nanoseconds of CLOCK_MONOTONIC at its first instruction (8 bytes each), the
 * length of what follows (4 bytes), the arguments, its own name first, each ended by a zero byte. One
 * writev to a file that is open for appending: records of concurrent calls do not mix. Then it
 * executes the program of the second slot with the same arguments and environment. Ends with 126 if
 * the record cannot be written, 127 if the program cannot be executed.
 *
 * Both slots are at the end of the file, 256 bytes each, filled with zero-terminated paths by
 * whoever writes the file.
 */
    .intel_syntax noprefix

    .set BASE, 0x400000
    .set SLOT, 256
    .set SYS_open, 2
    .set SYS_writev, 20
    .set SYS_execve, 59
    .set SYS_exit, 60
    .set SYS_clock_gettime, 228
    .set CLOCK_MONOTONIC, 1
    .set FLAGS, 0x80000 | 0x400 | 1     # O_CLOEXEC | O_APPEND | O_WRONLY
    .set HEADER, 20

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
    sub rsp, 64                         # the header, then two struct iovec at 32
    mov eax, SYS_clock_gettime
    mov edi, CLOCK_MONOTONIC
    mov rsi, rsp
    syscall

    mov rcx, [rbx]
    mov rsi, [rbx + 8]                  # the arguments lie one after the other
    mov rdi, [rbx + 8 * rcx]            # the last
last:
    cmp byte ptr [rdi], 0
    lea rdi, [rdi + 1]
    jne last
    sub rdi, rsi
    mov [rsp + 16], edi
    mov [rsp + 32], rsp
    mov qword ptr [rsp + 40], HEADER
    mov [rsp + 48], rsi
    mov [rsp + 56], rdi
    lea r12, [rdi + HEADER]             # what is to be written

    mov eax, SYS_open
    lea rdi, [rip + log]
    mov esi, FLAGS
    syscall
    test eax, eax
    js unwritten
    mov edi, eax
    mov eax, SYS_writev
    lea rsi, [rsp + 32]
    mov edx, 2
    syscall
    cmp rax, r12
    jne unwritten

    mov eax, SYS_execve
    lea rdi, [rip + program]
    lea rsi, [rbx + 8]
    mov [rsi], rdi                      # its own name, as the runtime is to see it
    mov rcx, [rbx]
    lea rdx, [rsi + 8 * rcx + 8]
    syscall
    mov edi, 127
    jmp exit
unwritten:
    mov edi, 126
exit:
    mov eax, SYS_exit
    syscall

log:
    .fill SLOT, 1, 0
program:
    .fill SLOT, 1, 0
end:
