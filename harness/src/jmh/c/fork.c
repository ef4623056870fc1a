/* The room kvmfork: see KvmForkLaunch, BareTemplate, BareFork and SavedState. */
#define _GNU_SOURCE
#include "guest.h"

#include <errno.h>

#if defined(__x86_64__)

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAP_BYTES (64UL << 20)
#define MEMORY_BYTES (GUEST_BYTES + HEAP_BYTES)
#define MOST_MSRS 1024

struct fork {
    int machine, vcpu;
    char *memory;
    struct kvm_run *run;
};

static struct template {
    struct guests guests;
    int memory;
    uint64_t act;
    struct kvm_regs regs;
    struct kvm_sregs sregs;
    struct kvm_xsave xsave;
    struct kvm_xcrs xcrs;
    struct kvm_vcpu_events events;
    struct kvm_debugregs debug;
    struct kvm_mp_state power;
    struct {
        struct kvm_msrs head;
        struct kvm_msr_entry entries[MOST_MSRS];
    } msrs;
    struct fork rewound;
} prepared;

static struct fork create(int flags) {
    struct guests *const g = &prepared.guests;
    struct { /* struct kvm_signal_mask with its set, which follows unaligned */
        uint32_t len;
        uint32_t sigset[2];
    } mask = {.len = 8};
    struct fork f;
    f.machine = (int)must("KVM_CREATE_VM", ioctl(g->device, KVM_CREATE_VM, 0));
    must("KVM_SET_TSS_ADDR", ioctl(f.machine, KVM_SET_TSS_ADDR, 0xfffbd000UL));
    f.memory = mmap(NULL, MEMORY_BYTES, PROT_READ | PROT_WRITE, flags, prepared.memory, 0);
    must("mmap memory", f.memory == MAP_FAILED ? -1 : 0);
    struct kvm_userspace_memory_region region = {.memory_size = MEMORY_BYTES,
                                                 .userspace_addr = (uintptr_t)f.memory};
    must("KVM_SET_USER_MEMORY_REGION", ioctl(f.machine, KVM_SET_USER_MEMORY_REGION, &region));
    f.vcpu = (int)must("KVM_CREATE_VCPU", ioctl(f.machine, KVM_CREATE_VCPU, 0));
    f.run = mmap(NULL, g->run_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, f.vcpu, 0);
    must("mmap vcpu", f.run == MAP_FAILED ? -1 : 0);
    must("KVM_SET_SIGNAL_MASK", ioctl(f.vcpu, KVM_SET_SIGNAL_MASK, &mask));
    must("KVM_SET_CPUID2", ioctl(f.vcpu, KVM_SET_CPUID2, g->cpuid));
    return f;
}

static void destroy(struct fork *f) {
    munmap(f->run, prepared.guests.run_bytes);
    close(f->vcpu);
    close(f->machine);
    munmap(f->memory, MEMORY_BYTES);
}

static uint64_t acted(const struct fork *f) {
    uint64_t value = 0;
    if (f->run->exit_reason != KVM_EXIT_MMIO || f->run->mmio.phys_addr != MEMORY_BYTES ||
        !f->run->mmio.is_write) {
        fail("act", EPROTO);
    }
    memcpy(&value, f->run->mmio.data, sizeof value);
    return value;
}

static void settle(const struct fork *f) {
    f->run->immediate_exit = 1;
    int result = ioctl(f->vcpu, KVM_RUN, 0);
    f->run->immediate_exit = 0;
    if (result != -1 || errno != EINTR) {
        fail("immediate exit", EPROTO);
    }
}

/* One by one: KVM_GET_MSRS stops at the first that is listed and not read. */
static void save_msrs(const struct fork *f) {
    struct {
        struct kvm_msr_list head;
        uint32_t numbers[MOST_MSRS];
    } list = {.head.nmsrs = MOST_MSRS};
    must("KVM_GET_MSR_INDEX_LIST", ioctl(prepared.guests.device, KVM_GET_MSR_INDEX_LIST, &list));
    for (uint32_t i = 0; i < list.head.nmsrs; i++) {
        struct {
            struct kvm_msrs head;
            struct kvm_msr_entry entry;
        } one = {.head.nmsrs = 1, .entry.index = list.numbers[i]};
        if (ioctl(f->vcpu, KVM_GET_MSRS, &one) == 1 && one.entry.data != 0) {
            prepared.msrs.entries[prepared.msrs.head.nmsrs++] = one.entry;
        }
    }
}

static void save(const struct fork *f) {
    struct template *const t = &prepared;
    settle(f);
    must("KVM_GET_REGS", ioctl(f->vcpu, KVM_GET_REGS, &t->regs));
    must("KVM_GET_SREGS", ioctl(f->vcpu, KVM_GET_SREGS, &t->sregs));
    must("KVM_GET_XSAVE", ioctl(f->vcpu, KVM_GET_XSAVE, &t->xsave));
    must("KVM_GET_XCRS", ioctl(f->vcpu, KVM_GET_XCRS, &t->xcrs));
    must("KVM_GET_VCPU_EVENTS", ioctl(f->vcpu, KVM_GET_VCPU_EVENTS, &t->events));
    must("KVM_GET_DEBUGREGS", ioctl(f->vcpu, KVM_GET_DEBUGREGS, &t->debug));
    must("KVM_GET_MP_STATE", ioctl(f->vcpu, KVM_GET_MP_STATE, &t->power));
    save_msrs(f);
}

static void restore(const struct fork *f) {
    struct template *const t = &prepared;
    must("KVM_SET_SREGS", ioctl(f->vcpu, KVM_SET_SREGS, &t->sregs));
    must("KVM_SET_REGS", ioctl(f->vcpu, KVM_SET_REGS, &t->regs));
    must("KVM_SET_XCRS", ioctl(f->vcpu, KVM_SET_XCRS, &t->xcrs));
    must("KVM_SET_XSAVE", ioctl(f->vcpu, KVM_SET_XSAVE, &t->xsave));
    must("KVM_SET_VCPU_EVENTS", ioctl(f->vcpu, KVM_SET_VCPU_EVENTS, &t->events));
    must("KVM_SET_DEBUGREGS", ioctl(f->vcpu, KVM_SET_DEBUGREGS, &t->debug));
    must("KVM_SET_MP_STATE", ioctl(f->vcpu, KVM_SET_MP_STATE, &t->power));
    if (ioctl(f->vcpu, KVM_SET_MSRS, &t->msrs) != (int)t->msrs.head.nmsrs) {
        fail("KVM_SET_MSRS", EINVAL);
    }
}

/* The parent writes its heap, is saved, and goes; its memory is sealed. */
void prepare_fork(const char *code) {
    struct template *const t = &prepared;
    learn_guests(&t->guests);
    t->memory = (int)must("memfd_create", memfd_create("template", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    must("ftruncate", ftruncate(t->memory, MEMORY_BYTES));
    struct fork parent = create(MAP_SHARED);
    uint64_t *tables = (uint64_t *)parent.memory;
    tables[0] = 0x67;
    for (uint64_t at = 0; at <= MEMORY_BYTES; at += GUEST_BYTES) {
        tables[1 + at / GUEST_BYTES] = at | 0xe7;
    }
    read_file(code, parent.memory + PAGE, PAGE);
    struct kvm_regs regs = {.rdi = GUEST_VIRTUAL + MEMORY_BYTES, .rip = GUEST_VIRTUAL + PAGE,
                            .rsp = GUEST_VIRTUAL + 2 * PAGE, .rflags = 2, .r10 = HEAP_BYTES / 8};
    must("KVM_SET_SREGS", ioctl(parent.vcpu, KVM_SET_SREGS, &t->guests.sregs));
    must("KVM_SET_REGS", ioctl(parent.vcpu, KVM_SET_REGS, &regs));
    must("KVM_RUN", ioctl(parent.vcpu, KVM_RUN, 0));
    t->act = acted(&parent);
    save(&parent);
    destroy(&parent);
    must("seal", fcntl(t->memory, F_ADD_SEALS,
                       F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE));
}

/* To the first act, which must be the parent's own. */
static uint64_t run(const struct fork *f, uint64_t start) {
    uint64_t before = 0;
    timer_t timer = arm_limit(&before);
    must("KVM_RUN", ioctl(f->vcpu, KVM_RUN, 0));
    uint64_t end = now();
    disarm_limit(timer, &before);
    if (acted(f) != prepared.act) {
        fail("first act", EPROTO);
    }
    return end - start;
}

uint64_t launch_fork(void) {
    uint64_t start = now();
    struct fork f = create(MAP_PRIVATE | MAP_NORESERVE);
    restore(&f);
    uint64_t took = run(&f, start);
    destroy(&f);
    return took;
}

uint64_t launch_rewind(void) {
    struct fork *const f = &prepared.rewound;
    if (f->run == NULL) {
        *f = create(MAP_PRIVATE | MAP_NORESERVE);
        restore(f);
        run(f, 0);
    }
    settle(f);
    uint64_t start = now();
    must("madvise", madvise(f->memory, MEMORY_BYTES, MADV_DONTNEED));
    restore(f);
    return run(f, start);
}

#else

void prepare_fork(const char *code) {
    fail(code, ENOSYS); /* guests are forked on x86-64 alone */
}

uint64_t launch_fork(void) {
    fail("kvm-fork", ENOSYS);
}

uint64_t launch_rewind(void) {
    fail("kvm-rewind", ENOSYS);
}

#endif
