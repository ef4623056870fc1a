// long play(struct tape *tape), aarch64. Layout of the tape: SyscallTape.java.
//
//   tape +0   flags of clone
//        +8   mask with every signal in it
//        +16  the caller's mask is kept here
//        +24  clone puts the pidfd here
//        +64  entries of 64 bytes: number (32 bits), flags (32 bits), six arguments, result
//
// Returns what clone returned. Neither side touches the stack: the child runs on the parent's
// stack while the parent waits for it (CLONE_VFORK).
        .text
        .globl  play
play:
        mov     x9, x0                  // a system call spares all but x0
        mov     x8, #135                // rt_sigprocmask(SIG_SETMASK, all, saved, 8)
        mov     x0, #2
        add     x1, x9, #8
        add     x2, x9, #16
        mov     x3, #8
        svc     #0
        mov     x8, #220                // clone(flags, same stack, &pidfd, 0, 0)
        ldr     x0, [x9]
        mov     x1, #0
        add     x2, x9, #24
        mov     x3, #0
        mov     x4, #0
        svc     #0
        cbz     x0, child
        mov     x10, x0                 // the parent: put the mask back
        mov     x8, #135
        mov     x0, #2
        add     x1, x9, #16
        mov     x2, #0
        mov     x3, #8
        svc     #0
        mov     x0, x10
        ret
child:
        add     x9, x9, #64
next:
        ldr     w8, [x9]
        ldp     x0, x1, [x9, #8]
        ldp     x2, x3, [x9, #24]
        ldp     x4, x5, [x9, #40]
        svc     #0
        str     x0, [x9, #56]
        tbz     x0, #63, played
        ldr     w10, [x9, #4]
        tbnz    w10, #0, played         // flag: a failure does not stop the tape
        mov     x8, #93                 // exit(127)
        mov     x0, #127
        svc     #0
played:
        add     x9, x9, #64
        b       next
