/*
 * The kernels for a bare guest. See kernel_guest-x86_64.S, which this mirrors. Without address
 * translation an Arm guest's memory is not cached: only the kernels without memory are comparable.
 */
    .text
    adr x9, done
    b kernel
done:
    mov w5, #'R'
    strb w5, [x0]
    mov w5, #'P'
ping:
    strb w5, [x0]
    b ping
    .include "kernels-aarch64.inc"
