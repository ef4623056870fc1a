/* The room kvm: see KvmLaunch, BareGuest, BareMachine and RunLimit. */
#define _GNU_SOURCE
#include "guest.h"
#include "crowd.h"

#if defined(__x86_64__)

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id /* glibc has no name for it */
#define sigev_notify_thread_id _sigev_un._tid
#endif

#define MMIO_VIRTUAL 0x400000UL
#define MMIO_PHYSICAL GUEST_BYTES
#define LIMIT_SIGNAL 62

static struct guests prepared;

static void fill_sregs(struct kvm_sregs *s) {
    const struct kvm_segment code = {.limit = ~0U, .selector = 0x1b, .type = 11, .present = 1,
                                     .dpl = 3, .s = 1, .l = 1, .g = 1};
    const struct kvm_segment data = {.limit = ~0U, .selector = 0x23, .type = 3, .present = 1,
                                     .dpl = 3, .db = 1, .s = 1, .g = 1};
    const struct kvm_segment task = {.limit = 0x67, .selector = 0x28, .type = 11, .present = 1};
    s->cs = code;
    s->ds = s->es = s->fs = s->gs = s->ss = data;
    s->tr = task;
    s->gdt.limit = s->idt.limit = 0;
    s->cr0 = 0x80050033;
    s->cr3 = 0;
    s->cr4 = 0x220;
    s->efer = 0x500;
}

void learn_guests(struct guests *g) {
    g->device = (int)must("open /dev/kvm", open("/dev/kvm", O_RDWR | O_CLOEXEC));
    g->run_bytes = (size_t)must("KVM_GET_VCPU_MMAP_SIZE", ioctl(g->device, KVM_GET_VCPU_MMAP_SIZE, 0));
    const int most = 256;
    g->cpuid = calloc(1, sizeof *g->cpuid + most * sizeof *g->cpuid->entries);
    if (g->cpuid == NULL) {
        fail("calloc", ENOMEM);
    }
    g->cpuid->nent = most;
    must("KVM_GET_SUPPORTED_CPUID", ioctl(g->device, KVM_GET_SUPPORTED_CPUID, g->cpuid));
    int machine = (int)must("KVM_CREATE_VM", ioctl(g->device, KVM_CREATE_VM, 0));
    int vcpu = (int)must("KVM_CREATE_VCPU", ioctl(machine, KVM_CREATE_VCPU, 0));
    must("KVM_GET_SREGS", ioctl(vcpu, KVM_GET_SREGS, &g->sregs));
    close(vcpu);
    close(machine);
    fill_sregs(&g->sregs);
}

void prepare_guest(const char *code) {
    struct guests *const g = &prepared;
    learn_guests(g);
    /* One page is all tables: entry 0 points to the page itself, the others map 2 MiB each. */
    const uint64_t tables[] = {0x67, 0xe7, MMIO_PHYSICAL | 0xe7};
    memcpy(g->image, tables, sizeof tables);
    g->image_bytes = PAGE + (size_t)read_file(code, g->image + PAGE, PAGE);
}

/* The timer that ends a guest which does not leave: a signal that is let in only inside KVM_RUN. */
timer_t arm_limit(uint64_t *before) {
    const uint64_t limit = UINT64_C(1) << (LIMIT_SIGNAL - 1);
    must("rt_sigprocmask", syscall(SYS_rt_sigprocmask, SIG_BLOCK, &limit, before, sizeof limit));
    struct sigevent event = {.sigev_signo = LIMIT_SIGNAL, .sigev_notify = SIGEV_THREAD_ID};
    event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
    int timer = 0;
    must("timer_create", syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &timer));
    const struct itimerspec time = {.it_value = {.tv_sec = DEADLINE_SECONDS}};
    must("timer_settime", syscall(SYS_timer_settime, timer, 0, &time, NULL));
    return (timer_t)(intptr_t)timer;
}

void disarm_limit(timer_t timer, const uint64_t *before) {
    syscall(SYS_timer_delete, (int)(intptr_t)timer);
    must("rt_sigprocmask", syscall(SYS_rt_sigprocmask, SIG_SETMASK, before, NULL, sizeof *before));
}

/* Makes one and lets it act. */
static uint64_t begin_guest(struct held_guest *h) {
    const struct guests *const g = &prepared;
    struct kvm_regs regs = {.rdi = MMIO_VIRTUAL, .rip = GUEST_VIRTUAL + PAGE, .rflags = 2,
                            .rsp = GUEST_VIRTUAL + 2 * PAGE};
    struct { /* struct kvm_signal_mask with its set, which follows unaligned */
        uint32_t len;
        uint32_t sigset[2];
    } mask = {.len = 8};
    uint64_t before = 0;

    uint64_t start = now();
    int machine = (int)must("KVM_CREATE_VM", ioctl(g->device, KVM_CREATE_VM, 0));
    must("KVM_SET_TSS_ADDR", ioctl(machine, KVM_SET_TSS_ADDR, 0xfffbd000UL));
    char *memory = mmap(NULL, GUEST_BYTES, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    must("mmap memory", memory == MAP_FAILED ? -1 : 0);
    madvise(memory, GUEST_BYTES, MADV_NOHUGEPAGE);
    struct kvm_userspace_memory_region region = {.memory_size = GUEST_BYTES,
                                                 .userspace_addr = (uintptr_t)memory};
    must("KVM_SET_USER_MEMORY_REGION", ioctl(machine, KVM_SET_USER_MEMORY_REGION, &region));
    int vcpu = (int)must("KVM_CREATE_VCPU", ioctl(machine, KVM_CREATE_VCPU, 0));
    struct kvm_run *run = mmap(NULL, g->run_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, vcpu, 0);
    must("mmap vcpu", run == MAP_FAILED ? -1 : 0);
    must("KVM_SET_SIGNAL_MASK", ioctl(vcpu, KVM_SET_SIGNAL_MASK, &mask));
    memcpy(memory, g->image, g->image_bytes);
    must("KVM_SET_CPUID2", ioctl(vcpu, KVM_SET_CPUID2, g->cpuid));
    must("KVM_SET_SREGS", ioctl(vcpu, KVM_SET_SREGS, &g->sregs));
    must("KVM_SET_REGS", ioctl(vcpu, KVM_SET_REGS, &regs));
    timer_t timer = arm_limit(&before);
    must("KVM_RUN", ioctl(vcpu, KVM_RUN, 0));
    uint64_t end = now();

    disarm_limit(timer, &before);
    int acted = run->exit_reason == KVM_EXIT_MMIO && run->mmio.phys_addr == MMIO_PHYSICAL &&
                run->mmio.is_write && run->mmio.data[0] == 'R';
    h->machine = machine;
    h->vcpu = vcpu;
    h->memory = memory;
    h->run = run;
    h->acted = acted;
    return end - start;
}

static void end_guest(struct held_guest *h) {
    munmap(h->run, prepared.run_bytes);
    close(h->vcpu);
    close(h->machine);
    munmap(h->memory, GUEST_BYTES);
}

uint64_t launch_guest(void) {
    struct held_guest h;
    uint64_t nanos = begin_guest(&h);
    end_guest(&h);
    if (!h.acted) {
        fail("first exit", EPROTO);
    }
    return nanos;
}

uint64_t hold_guest(struct held_guest *h) {
    uint64_t nanos = begin_guest(h);
    if (!h->acted) {
        fail("first exit", EPROTO);
    }
    return nanos;
}

void let_go_of_guest(struct held_guest *h) {
    end_guest(h);
}

#else

#include <errno.h>

void prepare_guest(const char *code) {
    fail(code, ENOSYS); /* the reference guest is written for x86-64 alone */
}

uint64_t launch_guest(void) {
    fail("kvm", ENOSYS);
}

uint64_t hold_guest(struct held_guest *h) {
    (void)h;
    fail("kvm", ENOSYS);
}

void let_go_of_guest(struct held_guest *h) {
    (void)h;
}

#endif
