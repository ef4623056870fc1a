# long play(struct tape *tape), x86-64. Layout of the tape: SyscallTape.java.
#
#   tape +0   flags of clone
#        +8   mask with every signal in it
#        +16  the caller's mask is kept here
#        +24  clone puts the pidfd here
#        +64  entries of 64 bytes: number (32 bits), flags (32 bits), six arguments, result
#
# Returns what clone returned. Neither side touches the stack below the return address: the
# child runs on the parent's stack while the parent waits for it (CLONE_VFORK).
        .text
        .globl  play
play:
        mov     %rdi, %r9               # a system call spares all but rax, rcx and r11
        mov     $14, %eax               # rt_sigprocmask(SIG_SETMASK, all, saved, 8)
        mov     $2, %edi
        lea     8(%r9), %rsi
        lea     16(%r9), %rdx
        mov     $8, %r10d
        syscall
        mov     $56, %eax               # clone(flags, same stack, &pidfd, 0, 0)
        mov     (%r9), %rdi
        xor     %esi, %esi
        lea     24(%r9), %rdx
        xor     %r10d, %r10d
        xor     %r8d, %r8d
        syscall
        test    %rax, %rax
        jz      child
        mov     %rax, %r8               # the parent: put the mask back
        mov     $14, %eax
        mov     $2, %edi
        lea     16(%r9), %rsi
        xor     %edx, %edx
        mov     $8, %r10d
        syscall
        mov     %r8, %rax
        ret
child:
        lea     64(%r9), %rbx           # the child never returns: rbx need not be kept
next:
        mov     (%rbx), %eax
        mov     8(%rbx), %rdi
        mov     16(%rbx), %rsi
        mov     24(%rbx), %rdx
        mov     32(%rbx), %r10
        mov     40(%rbx), %r8
        mov     48(%rbx), %r9
        syscall
        mov     %rax, 56(%rbx)
        test    %rax, %rax
        jns     played
        testb   $1, 4(%rbx)             # flag: a failure does not stop the tape
        jnz     played
        mov     $60, %eax               # exit(127)
        mov     $127, %edi
        syscall
played:
        add     $64, %rbx
        jmp     next
