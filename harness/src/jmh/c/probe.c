/* The rooms process and namespace: see ProbeTape, NamespaceLaunch and ProbeProcess. */
#define _GNU_SOURCE
#include "reference.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MEMORY_LIMIT "67108864" /* InstanceSpec.DEFAULT_MEMORY_BYTES */
#define TASK_LIMIT "16"         /* InstanceSpec.DEFAULT_TASKS */
#define PATH_BYTES 4096

/* Shared with the child by CLONE_VM: what it needs, and where it stopped. */
struct launch {
    int isolated;
    int network;
    char *const *parents;
    const char *probe;
    const char *root;
    char proc[PATH_BYTES];
    int groups;
    char group[2][PATH_BYTES];
    char join[2][PATH_BYTES];
    const char *memory_file;
    char memory_limit[PATH_BYTES];
    char task_limit[PATH_BYTES];
    int last_capability;
    int child_control;
    int child_ready;
    const void *cpus;
    size_t cpus_bytes;
    const char *step;
    int error;
};

static struct launch prepared;

static void step(struct launch *l, const char *name, long result) {
    if (result < 0) {
        l->step = name;
        l->error = errno;
        _exit(127);
    }
}

static void write_value(struct launch *l, const char *path, const char *value) {
    step(l, path, open(path, O_WRONLY)); /* always 3 */
    step(l, path, write(3, value, strlen(value)));
    step(l, path, close(3));
}

static void join_groups(struct launch *l) {
    for (int i = 0; i < l->groups; i++) {
        step(l, l->group[i], mkdir(l->group[i], 0755));
    }
    write_value(l, l->memory_limit, MEMORY_LIMIT);
    write_value(l, l->task_limit, TASK_LIMIT);
    for (int i = 0; i < l->groups; i++) {
        write_value(l, l->join[i], "0");
    }
}

static void enter_root(struct launch *l) {
    const unsigned long strict = MS_NOSUID | MS_NODEV;
    step(l, "make mounts private", mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
    step(l, "bind the root", mount(l->root, l->root, NULL, MS_BIND, NULL));
    step(l, "enter the root", chdir(l->root));
    step(l, "mount /proc", mount("proc", l->proc, "proc", strict | MS_NOEXEC, NULL));
    step(l, "make the root read-only",
         mount(NULL, ".", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | strict, NULL));
    step(l, "pivot_root", syscall(SYS_pivot_root, ".", "."));
    step(l, "detach the host's root", umount2(".", MNT_DETACH));
}

static void drop_capabilities(struct launch *l) {
    for (int i = 0; i <= l->last_capability; i++) {
        step(l, "drop capability", prctl(PR_CAPBSET_DROP, i));
    }
    step(l, "clear ambient capabilities", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}};
    step(l, "capset", syscall(SYS_capset, &header, none));
    step(l, "no_new_privs", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
}

static void reset_signals(struct launch *l) {
    const char none[32] = {0}; /* SIG_DFL; glibc's own wrapper refuses signals 32 and 33 */
    for (int number = 1; number <= 64; number++) {
        if (number != SIGKILL && number != SIGSTOP) {
            step(l, "reset signal", syscall(SYS_rt_sigaction, number, none, NULL, 8));
        }
    }
    step(l, "unblock signals", syscall(SYS_rt_sigprocmask, SIG_SETMASK, none, NULL, 8));
}

#if defined(__x86_64__)
#define AUDIT_HERE AUDIT_ARCH_X86_64
#else
#define AUDIT_HERE AUDIT_ARCH_AARCH64
#endif

static void filter_calls(struct launch *l) {
#define ALLOW(call, left) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, left, 0)
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_HERE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(read, 6),
        ALLOW(write, 5),
        ALLOW(clock_gettime, 4),
        ALLOW(execve, 3),
        ALLOW(exit, 2),
        ALLOW(exit_group, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof code / sizeof *code, .filter = code};
    step(l, "seccomp", syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
}

/* Runs on its own stack in the parent's memory while the parent waits (CLONE_VFORK). */
static int child(void *argument) {
    struct launch *l = argument;
    step(l, "dup3 control", dup3(l->child_control, 0, 0));
    step(l, "dup3 ready", dup3(l->child_ready, 1, 0));
    close(2);
    step(l, "open /dev/null", open("/dev/null", O_WRONLY));
    step(l, "close_range", syscall(SYS_close_range, 3, ~0U, 0));
    step(l, "setsid", setsid());
    if (l->cpus != NULL) {
        step(l, "free of the launcher's CPU", sched_setaffinity(0, l->cpus_bytes, l->cpus));
    }
    if (l->isolated) {
        join_groups(l);
        step(l, "unshare cgroup", unshare(CLONE_NEWCGROUP));
        step(l, "sethostname", sethostname("tare", 4));
        enter_root(l);
        drop_capabilities(l);
    }
    reset_signals(l);
    if (l->isolated) {
        filter_calls(l);
    }
    char *arguments[] = {"tare-reference", NULL};
    char *environment[] = {NULL};
    step(l, "execve", execve(l->probe, arguments, environment));
    return 127;
}

static void path(char *target, const char *directory, const char *name) {
    if (snprintf(target, PATH_BYTES, "%s/%s", directory, name) >= PATH_BYTES) {
        fail(name, ENAMETOOLONG);
    }
}

/* Each instance that lives has groups of its own. */
static void name_groups(struct launch *l, unsigned number) {
    if (l->groups == 0) {
        return;
    }
    char name[64];
    snprintf(name, sizeof name, "tare-reference-%d-%u", (int)getpid(), number);
    for (int i = 0; i < l->groups; i++) {
        path(l->group[i], l->parents[i], name);
        path(l->join[i], l->group[i], "cgroup.procs");
    }
    path(l->memory_limit, l->group[0], l->memory_file);
    path(l->task_limit, l->group[l->groups - 1], "pids.max");
}

static void reap(struct launch *l, const struct instance *i) {
    struct pollfd ended = {.fd = i->pidfd, .events = POLLIN};
    if (must("poll pidfd", poll(&ended, 1, DEADLINE_SECONDS * 1000)) == 0) {
        syscall(SYS_pidfd_send_signal, i->pidfd, SIGKILL, NULL, 0);
    }
    must("wait4", wait4(i->pid, NULL, 0, NULL));
    close(i->pidfd);
    name_groups(l, i->number);
    for (int g = 0; g < l->groups; g++) {
        /* The kernel may still be taking the dead task out of its group. */
        for (int tries = 1000; rmdir(l->group[g]) < 0; tries--) {
            if (errno == ENOENT && l->step != NULL) {
                break; /* the launch failed before it was made */
            }
            if (errno != EBUSY || tries == 0) {
                fail(l->group[g], errno);
            }
            poll(NULL, 0, 1);
        }
    }
}

uint64_t start_probe(struct instance *i, unsigned number) {
    struct launch *const l = &prepared;
    static _Alignas(16) char stack[64 << 10];
    const int flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD;
    const int isolation = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC |
                          (l->network ? CLONE_NEWNET : 0);
    int control[2];
    int ready[2];
    const uint64_t all = ~UINT64_C(0); /* glibc's own sets leave out signals 32 and 33 */
    uint64_t before = 0;
    i->number = number;
    i->pidfd = -1;
    name_groups(l, number);

    i->start = now();
    must("pipe2", pipe2(control, O_CLOEXEC));
    must("pipe2", pipe2(ready, O_CLOEXEC));
    l->child_control = control[0];
    l->child_ready = ready[1];
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, &before, sizeof all);
    i->pid =
        clone(child, stack + sizeof stack, flags | (l->isolated ? isolation : 0), l, &i->pidfd);
    int error = errno;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &before, NULL, sizeof before);
    if (i->pid < 0) {
        fail("clone", error);
    }
    close(control[0]);
    close(ready[1]);
    i->control = control[1];
    i->ready = ready[0];
    struct pollfd seen = {.fd = ready[0], .events = POLLIN};
    struct timespec deadline = {.tv_sec = DEADLINE_SECONDS};
    must("ppoll", ppoll(&seen, 1, &deadline, NULL));
    i->byte = 0;
    i->got = (seen.revents & POLLIN) ? read(ready[0], &i->byte, 1) : 0;
    return now() - i->start;
}

void stop_probe(const struct instance *i) {
    struct launch *const l = &prepared;
    close(i->control);
    reap(l, i);
    close(i->ready);
    if (l->step != NULL) {
        fail(l->step, l->error);
    }
    if (i->got != 1 || i->byte != 'R') {
        fail("ready byte", ETIME);
    }
}

uint64_t launch_probe(void) {
    struct instance one;
    uint64_t nanos = start_probe(&one, 0);
    stop_probe(&one);
    return nanos;
}

void prepare_namespace(const char *root, char *const *parents, int network) {
    struct launch *const l = &prepared;
    char text[16] = {0};
    read_file("/proc/sys/kernel/cap_last_cap", text, sizeof text - 1);
    l->last_capability = atoi(text);
    l->isolated = 1;
    l->network = network;
    l->root = root;
    l->probe = "/probe";
    path(l->proc, root, "proc");
    l->parents = parents;
    l->groups = strcmp(parents[0], parents[1]) == 0 ? 1 : 2;
    char unified[PATH_BYTES];
    path(unified, parents[0], "cgroup.controllers");
    l->memory_file = access(unified, F_OK) == 0 ? "memory.max" : "memory.limit_in_bytes";
}

void free_instances(const void *cpus, size_t bytes) {
    static char mask[1024];
    if (bytes > sizeof mask) {
        fail("CPU mask", ENAMETOOLONG);
    }
    memcpy(mask, cpus, bytes);
    prepared.cpus = mask;
    prepared.cpus_bytes = bytes;
}

void prepare_process(const char *probe) {
    prepared.probe = probe;
}
