/*
 * The least kernel that a PC can be given in the place of Linux: it acts on the first serial line.
 *
 * Contract: entered by PVH (Xen's "x86/HVM direct boot ABI": 32-bit protected mode, flat segments,
 * no paging), it writes 'R' to the line, and from then on 'P' for each byte that the line receives:
 * what the probe says behind its descriptors. It uses no memory and no stack, and never ends.
 *
 * The file is its own ELF image, for 32 bits: the headers are data, so that no linker decides on
 * them. The note names the entry to whoever loads it.
 */
    .intel_syntax noprefix
    .code32

    .set BASE, 0x100000                 # above what firmware uses
    .set COM1, 0x3f8
    .set COM1_STATUS, COM1 + 5
    .set RECEIVED, 1
    .set PHYS32_ENTRY, 18               # XEN_ELFNOTE_PHYS32_ENTRY

    .text
image:
    .byte 0x7f, 'E', 'L', 'F', 1, 1, 1, 0   # 32 bit, little endian, version 1, System V
    .quad 0
    .short 2, 3                         # ET_EXEC, EM_386
    .long 1
    .long BASE + (start - image)        # e_entry
    .long segments - image              # e_phoff
    .long 0                             # no section headers
    .long 0
    .short 52, 32, 2, 0, 0, 0           # header size, 2 program headers of 32 bytes
segments:
    .long 1, 0, BASE, BASE, end - image, end - image, 5, 0x1000     # PT_LOAD, read and execute
    .long 4, note - image, BASE + (note - image), BASE + (note - image)
    .long noted - note, noted - note, 4, 4                          # PT_NOTE, read
note:
    .long 4, 4, PHYS32_ENTRY
    .ascii "Xen\0"
    .long BASE + (start - image)
noted:

start:
    mov dx, COM1
    mov al, 'R'
    out dx, al
listen:
    mov dx, COM1_STATUS
    in al, dx
    test al, RECEIVED
    jz listen
    mov dx, COM1
    in al, dx
    mov al, 'P'
    out dx, al
    jmp listen
end:
