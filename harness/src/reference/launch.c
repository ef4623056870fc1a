/*
 * The reference for the rooms `process` and `namespace`: the same system calls in the same order,
 * from C. What Tare takes longer for a launch is Tare's own cost.
 *
 *   launch process|namespace COUNT KIB ROOT [CGROUP...]
 *
 * KIB of memory are touched before each launch: 0 starts it with warm caches, which no program has
 * that does other work between launches; 8192 empties them (namespace: some 0.1 ms more). ROOT holds `probe` and `proc`; each CGROUP is a directory in which a group is made per launch (v1:
 * that of memory, then that of pids). Prints one line per launch: nanoseconds from t0 to created,
 * from t0 to ready, and from the stop request to stopped.
 */
#define _GNU_SOURCE
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
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static const char *root, *groups[2];
static int group_count, contained, control[2], ready[2];
static char names[2][4096], files[2][3][4096], probe[4096], proc[4096];
static char stack[65536] __attribute__((aligned(16)));

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void check(long result, const char *what)
{
    if (result < 0) {
        dprintf(2, "%s: %s\n", what, strerror(errno));
        _exit(127);
    }
}

static void put(const char *file, const char *value)
{
    int fd = open(file, O_WRONLY);
    check(fd, file);
    check(write(fd, value, strlen(value)), file);
    close(fd);
}

static void join_group(void)
{
    for (int i = 0; i < group_count; i++)
        check(mkdir(names[i], 0755), names[i]);
    if (group_count > 0)
        put(files[0][1], "67108864");
    if (group_count > 1)
        put(files[1][2], "16");
    for (int i = 0; i < group_count; i++)
        put(files[i][0], "0");
    check(unshare(CLONE_NEWCGROUP), "unshare");
}

static void pivot(void)
{
    check(mount(0, "/", 0, MS_REC | MS_PRIVATE, 0), "private");
    check(mount(root, root, 0, MS_BIND, 0), "bind");
    check(chdir(root), "chdir");
    check(mount("proc", proc, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0), "proc");
    check(mount(0, ".", 0, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, 0), "ro");
    check(syscall(SYS_pivot_root, ".", "."), "pivot_root");
    check(umount2(".", MNT_DETACH), "umount");
}

static void give_up(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0}};
    for (int i = 0; i <= CAP_LAST_CAP; i++)
        check(prctl(PR_CAPBSET_DROP, i, 0, 0, 0), "bounding set");
    check(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient set");
    check(syscall(SYS_capset, &header, data), "capset");
    check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
}

static void reset_signals(void)
{
    struct { long handler, flags, restorer, mask; } none = {0, 0, 0, 0};
    for (int i = 1; i <= 64; i++)
        if (i != SIGKILL && i != SIGSTOP)
            check(syscall(SYS_rt_sigaction, i, &none, 0, 8), "sigaction");
    check(syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, 0, 8), "sigprocmask");
}

static void filter(void)
{
#define ALLOW(name, left) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, left, 0)
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(read, 6), ALLOW(write, 5), ALLOW(execve, 4),
        ALLOW(exit, 3), ALLOW(clock_gettime, 2), ALLOW(exit_group, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    check(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program), "seccomp");
}

static int child(void *nothing)
{
    char *arguments[] = {"reference", 0}, *environment[] = {0};
    (void)nothing;
    check(dup3(control[0], 0, 0), "dup3");
    check(dup3(ready[1], 1, 0), "dup3");
    close(2);
    check(open("/dev/null", O_WRONLY), "/dev/null");
    check(syscall(SYS_close_range, 3, ~0U, 0), "close_range");
    check(setsid(), "setsid");
    if (contained) {
        join_group();
        check(sethostname("tare", 4), "sethostname");
        pivot();
        give_up();
    }
    reset_signals();
    if (contained)
        filter();
    execve(contained ? "/probe" : probe, arguments, environment);
    return 127;
}

static void name(int launch)
{
    static const char *last[3] = {"cgroup.procs", "memory.limit_in_bytes", "pids.max"};
    for (int i = 0; i < group_count; i++) {
        snprintf(names[i], sizeof names[i], "%s/tare-reference-%d-%d", groups[i], getpid(), launch);
        for (int j = 0; j < 3; j++) {
            strcpy(files[i][j], names[i]);
            strcat(strcat(files[i][j], "/"), last[j]);
        }
    }
}

static void cool(long kib)
{
    static char *memory;
    if (memory == 0)
        memory = malloc(kib << 10);
    for (long i = 0; i < kib << 10; i += 64)
        ((volatile char *)memory)[i]++;
}

static void launch(int flags)
{
    sigset_t all, saved;
    struct rusage usage;
    struct timespec limit = {10, 0};
    struct pollfd event;
    int pidfd = -1, status;
    char byte;
    long t0 = now(), created, at_ready, stop;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &(struct timespec){0});
    check(pipe2(control, O_CLOEXEC), "pipe");
    check(pipe2(ready, O_CLOEXEC), "pipe");
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &saved);
    pid_t pid = clone(child, stack + sizeof stack, flags, 0, &pidfd, 0, 0);
    sigprocmask(SIG_SETMASK, &saved, 0);
    check(pid, "clone");
    created = now();
    close(control[0]);
    close(ready[1]);
    event = (struct pollfd){ready[0], POLLIN, 0};
    check(ppoll(&event, 1, &limit, 0), "ppoll");
    at_ready = now();
    check(read(ready[0], &byte, 1) == 1 ? 0 : -1, "ready byte");
    stop = now();
    close(control[1]);
    syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, 0, 0);
    event = (struct pollfd){pidfd, POLLIN, 0};
    check(ppoll(&event, 1, &limit, 0), "ppoll");
    check(wait4(pid, &status, WNOHANG, &usage), "wait4");
    close(pidfd);
    close(ready[0]);
    for (int i = 0; i < group_count; i++)
        while (rmdir(names[i]) < 0)
            check(errno == EBUSY ? 0 : -1, names[i]);
    printf("%ld %ld %ld\n", created - t0, at_ready - t0, now() - stop);
}

int main(int count, char **words)
{
    int flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD;
    if (count < 5)
        return 2;
    contained = strcmp(words[1], "namespace") == 0;
    root = words[4];
    for (int i = 5; i < count && group_count < 2; i++)
        groups[group_count++] = words[i];
    snprintf(probe, sizeof probe, "%s/probe", root);
    snprintf(proc, sizeof proc, "%s/proc", root);
    if (contained)
        flags |= CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET;
    for (int i = 0; i < atoi(words[2]); i++) {
        name(i);
        cool(atol(words[3]));
        launch(flags);
    }
    return 0;
}
