/* What guest.c and fork.c share. */
#ifndef GUEST_H
#define GUEST_H

#include "reference.h"

#if defined(__x86_64__)

#include <linux/kvm.h>
#include <stddef.h>
#include <time.h>

#define GUEST_BYTES (2UL << 20)
#define GUEST_VIRTUAL 0x200000UL
#define PAGE 4096

/* Learnt once, as the backend does before its first launch. */
struct guests {
    int device;
    size_t run_bytes;
    struct kvm_cpuid2 *cpuid;
    struct kvm_sregs sregs;
    char image[2 * PAGE];
    size_t image_bytes;
};

/* Fills in all but the image. */
void learn_guests(struct guests *g);

/* The timer that ends a guest which does not leave. */
timer_t arm_limit(uint64_t *before);
void disarm_limit(timer_t timer, const uint64_t *before);

#endif
#endif
