/*
 * A container as the host's backend "namespace" makes it, by the same calls: pid, mount, uts, ipc,
 * network and cgroup namespaces, its own read-only root by pivot_root with /proc, limits on memory
 * and tasks, no capability, no_new_privs, a seccomp filter. Its first process is the probe.
 */

#define BASE "/base"
#define ROOT "/root"
#define GROUPS "/groups"

enum { MOST_CONTAINERS = 256, CHILD_STACK = 8192, PROBE_MOST = 65536, FILTER_MOST = 16, WORDS_MOST = 512 };

/* The step that is being done, for the answer if it fails; -errno or what the call gave. */
static const char *step;
static char last_words[WORDS_MOST]; /* where a program failed: how it ended and what it said */

static long try(const char *name, long result)
{
    step = name;
    return result;
}

/* Ends the function with the failure of a step. */
#define MUST(name, expression)                                                                     \
    do {                                                                                           \
        long outcome = try(name, expression);                                                      \
        if (outcome < 0)                                                                           \
            return outcome;                                                                        \
    } while (0)

struct container {
    char state; /* 0: free, 'B': prepared, 'S': started, 'L': lives, 'Q': asked for an act */
    char bundled; /* 0: made by the agent's own calls; 'B': has a bundle, 'C': a runtime knows it */
    int pid;
    int control; /* the agent's end: the probe reads the other */
    int ready;
    u64 asked; /* CLOCK_MONOTONIC; only differences are told */
    u64 created;
    int grouped;
};

static struct container containers[MOST_CONTAINERS];
static int nothing = -1; /* /dev/null */
static int last_capability;
static int laid;
static int grouping;

static long write_file(const char *path, const char *text, long length)
{
    long file = CALL4(openat, AT_FDCWD, path, O_WRONLY | O_CLOEXEC, 0);
    if (file < 0)
        return file;
    long written = CALL3(write, file, text, length);
    CALL1(close, file);
    return written;
}

static long make_directory(const char *path)
{
    long made = CALL3(mkdirat, AT_FDCWD, path, 0755);
    return made == -EEXIST ? 0 : made;
}

/* ------------------------------------------------ once ------------------------------------- */

static u8 probe[PROBE_MOST];

static long copy_probe(void)
{
    long size = 0, got = 1;
    long from = CALL4(openat, AT_FDCWD, "/probe", O_RDONLY | O_CLOEXEC, 0);
    if (from < 0)
        return from;
    while (got > 0 && size < PROBE_MOST) {
        got = CALL3(read, from, probe + size, PROBE_MOST - size);
        size += got > 0 ? got : 0;
    }
    CALL1(close, from);
    if (got != 0)
        return got < 0 ? got : -E2BIG;
    long to = CALL4(openat, AT_FDCWD, BASE ROOT "/probe", O_WRONLY | O_CREAT | O_CLOEXEC, 0500);
    if (to < 0)
        return to;
    long written = CALL3(write, to, probe, size);
    CALL1(close, to);
    return written == size ? 0 : written < 0 ? written : -E2BIG;
}

static void count_capabilities(void)
{
    last_capability = -1;
    while (last_capability < 63 && CALL2(prctl, PR_CAPBSET_READ, last_capability + 1) >= 0)
        last_capability++;
}

/*
 * The first file system of a guest can be no old root of pivot_root: another is put on top of it,
 * made from nothing or from a directory of the first.
 */
static long lay(int groups, const char *from)
{
    if (laid)
        return try("lay", -EBUSY);
    MUST("mkdir-base", make_directory(BASE));
    MUST("mount-base", from ? CALL5(mount, from, BASE, 0, MS_BIND, 0)
                            : CALL5(mount, "tmpfs", BASE, "tmpfs", MS_NOSUID, "mode=755"));
    MUST("mkdir-root", make_directory(BASE ROOT));
    MUST("mkdir-proc", make_directory(BASE ROOT "/proc"));
    MUST("mkdir-own-proc", make_directory(BASE "/proc"));
    MUST("mkdir-dev", make_directory(BASE "/dev"));
    MUST("mkdir-groups", make_directory(BASE GROUPS));
    MUST("copy-probe", copy_probe());
    MUST("mknod-null", CALL4(mknodat, AT_FDCWD, BASE "/dev/null", S_IFCHR | 0666, 0x103));
    MUST("mknod-random", CALL4(mknodat, AT_FDCWD, BASE "/dev/random", S_IFCHR | 0666, 0x108));
    MUST("enter-base", CALL1(chdir, BASE));
    MUST("move-base", CALL5(mount, ".", "/", 0, MS_MOVE, 0));
    MUST("chroot-base", CALL1(chroot, "."));
    nothing = CALL4(openat, AT_FDCWD, "/dev/null", O_RDWR | O_CLOEXEC, 0);
    MUST("open-null", nothing);
    MUST("mount-own-proc", CALL5(mount, "proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0));
    count_capabilities();
    if (groups) {
        MUST("mount-groups", CALL5(mount, "cgroup2", GROUPS, "cgroup2", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0));
        MUST("enable-limits", write_file(GROUPS "/cgroup.subtree_control", "+memory +pids", 13));
        grouping = 1;
    }
    laid = 1;
    return 0;
}

/* ------------------------------------------------ the child -------------------------------- */

struct filter { u16 code; u8 yes, no; u32 k; };
struct program { u16 length; struct filter *filter; };

/* What the child is to do; it shares the agent's memory until it becomes the probe. */
static struct {
    int control, ready;
    const char *group; /* its cgroup.procs, or 0 */
    char *arguments[3];
    const char *step; /* how far it came, if it ended */
    long failure;
} order;

static u8 child_stack[CHILD_STACK] __attribute__((aligned(16)));

/* As SeccompFilter of the harness: the architecture, then the list, and death for anything else. */
static long restrict_calls(void)
{
    static const u32 allowed[] = {SYS_read, SYS_write, SYS_clock_gettime, SYS_execve, SYS_exit, SYS_exit_group};
    enum { COUNT = sizeof allowed / sizeof allowed[0] };
    static struct filter filter[FILTER_MOST];
    struct filter *next = filter;
    *next++ = (struct filter) {0x20, 0, 0, 4};
    *next++ = (struct filter) {0x15, 1, 0, AUDIT_ARCH};
    *next++ = (struct filter) {0x06, 0, 0, SECCOMP_RET_KILL_PROCESS};
    *next++ = (struct filter) {0x20, 0, 0, 0};
    for (int i = 0; i < COUNT; i++)
        *next++ = (struct filter) {0x15, (u8) (COUNT - i), 0, allowed[i]};
    *next++ = (struct filter) {0x06, 0, 0, SECCOMP_RET_KILL_PROCESS};
    *next++ = (struct filter) {0x06, 0, 0, SECCOMP_RET_ALLOW};
    struct program program = {(u16) (next - filter), filter};
    return CALL3(seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

static long give_up_capabilities(void)
{
    for (int capability = 0; capability <= last_capability; capability++)
        MUST("drop-capability", CALL2(prctl, PR_CAPBSET_DROP, capability));
    MUST("clear-ambient", CALL5(prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));
    u32 header[2] = {CAPABILITY_VERSION_3, 0};
    u32 sets[6] = {0, 0, 0, 0, 0, 0};
    MUST("capset", CALL2(capset, header, sets));
    return 0;
}

static long become_probe(void)
{
    static const char *const environment[] = {0};
    MUST("dup-control", CALL3(dup3, order.control, 0, 0));
    MUST("dup-ready", CALL3(dup3, order.ready, 1, 0));
    MUST("dup-null", CALL3(dup3, nothing, 2, 0));
    MUST("setsid", CALL1(setsid, 0));
    if (order.group)
        MUST("join-group", write_file(order.group, "0", 1));
    MUST("unshare-cgroup", CALL1(unshare, CLONE_NEWCGROUP));
    MUST("sethostname", CALL2(sethostname, "tare", 4));
    MUST("private-mounts", CALL5(mount, 0, "/", 0, MS_REC | MS_PRIVATE, 0));
    MUST("bind-root", CALL5(mount, ROOT, ROOT, 0, MS_BIND, 0));
    MUST("enter-root", CALL1(chdir, ROOT));
    MUST("mount-proc", CALL5(mount, "proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0));
    MUST("read-only-root",
         CALL5(mount, 0, ".", 0, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, 0));
    MUST("pivot-root", CALL2(pivot_root, ".", "."));
    MUST("detach-old-root", CALL2(umount2, ".", MNT_DETACH));
    long given = give_up_capabilities();
    if (given < 0)
        return given;
    MUST("no-new-privs", CALL5(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    MUST("seccomp", restrict_calls());
    MUST("execve", CALL3(execve, "/probe", order.arguments, environment));
    return 0;
}

static void in_child(void)
{
    order.failure = become_probe();
    order.step = step;
    CALL1(exit_group, 1);
}

/* ------------------------------------------------ one container ---------------------------- */

static u64 now(void)
{
    u64 time[2] = {0, 0};
    CALL2(clock_gettime, CLOCK_MONOTONIC, time);
    return time[0] * 1000000000 + time[1];
}

static char group_path[64], group_file[96];

/* "/groups/7", and one of its files. */
static const char *group_of(int id, const char *file)
{
    char *end = put_number(put_text(group_path, GROUPS "/"), id);
    *end = 0;
    *put_text(put_text(put_text(group_file, group_path), "/"), file) = 0;
    return group_file;
}

static long limit(int id, const char *file, u64 most)
{
    char digits[24];
    char *end = put_number(digits, most);
    return write_file(group_of(id, file), digits, end - digits);
}

static long make_group(struct container *made, int id, u64 memory, u64 tasks)
{
    if (!grouping)
        return try("limits-not-laid", -EINVAL);
    group_of(id, "");
    MUST("mkdir-group", CALL3(mkdirat, AT_FDCWD, group_path, 0755));
    made->grouped = 1;
    MUST("limit-memory", limit(id, "memory.max", memory));
    MUST("limit-tasks", limit(id, "pids.max", tasks));
    return 0;
}

/* Takes away all of a container, whatever there is of it; the worst that happened. */
static long take_away(struct container *gone, int id)
{
    long worst = 0;
    if (gone->pid > 0) {
        CALL2(kill, gone->pid, SIGKILL);
        long waited;
        do
            waited = try("wait", CALL4(wait4, gone->pid, 0, 0, 0));
        while (waited == -EINTR);
        worst = waited < 0 ? waited : 0;
    }
    if (gone->control > 0)
        CALL1(close, gone->control);
    if (gone->ready > 0)
        CALL1(close, gone->ready);
    if (gone->grouped) {
        group_of(id, "");
        long removed = CALL3(unlinkat, AT_FDCWD, group_path, AT_REMOVEDIR);
        if (removed < 0)
            worst = try("rmdir-group", removed);
    }
    *gone = (struct container) {0};
    return worst;
}

static long launch(struct container *made, int id, char *spin)
{
    static char name[32];
    int control[2], ready[2];
    *put_number(put_text(name, "container-"), id) = 0;
    MUST("pipe", CALL2(pipe2, control, O_CLOEXEC));
    made->control = control[1];
    long piped = try("pipe", CALL2(pipe2, ready, O_CLOEXEC));
    if (piped < 0) {
        CALL1(close, control[0]);
        return piped;
    }
    made->ready = ready[0];
    order.control = control[0];
    order.ready = ready[1];
    order.group = made->grouped ? group_of(id, "cgroup.procs") : 0;
    order.arguments[0] = name;
    order.arguments[1] = spin[0] == '0' && !spin[1] ? 0 : spin;
    order.arguments[2] = 0;
    order.failure = 0;
    long flags = CLONE_VM | CLONE_VFORK | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID
                 | CLONE_NEWNET | SIGCHLD;
    long pid = try("clone", spawn(flags, child_stack + CHILD_STACK, in_child));
    CALL1(close, control[0]);
    CALL1(close, ready[1]);
    if (pid < 0)
        return pid;
    made->pid = (int) pid;
    return order.failure < 0 ? try(order.step, order.failure) : 0;
}

/* Starts one; 0, or why not, and then nothing of it is left. */
static long start_container(int id, char *spin, u64 memory, u64 tasks)
{
    struct container *made = &containers[id];
    if (made->state)
        return try("id", -EBUSY);
    if (!laid)
        return try("not-laid", -EINVAL);
    *made = (struct container) {.state = 'S', .asked = now()};
    long result = memory || tasks ? make_group(made, id, memory, tasks) : 0;
    if (result == 0)
        result = launch(made, id, spin);
    if (result < 0) {
        const char *failed = step;
        take_away(made, id);
        return try(failed, result);
    }
    made->created = now();
    return 0;
}

/* ------------------------------------------------ what one is ------------------------------ */

static char seen[4096];

/* A file as a text, cut off where it is too long. */
static long read_end(const char *path, long most)
{
    long file = CALL4(openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (file < 0)
        return file;
    if (most)
        CALL3(lseek, file, -most, SEEK_END); /* fails where it is shorter, and is then read whole */
    long got = CALL3(read, file, seen, sizeof seen - 1);
    CALL1(close, file);
    if (got >= 0)
        seen[got] = 0;
    return got;
}

static long read_file(const char *path)
{
    return read_end(path, 0);
}

/* Copies what stands behind "NAME:" in what was read, with commas for blanks; "-" if it is absent. */
static char *put_field(char *to, const char *name, char *end)
{
    for (const char *at = seen; *at; at++) {
        const char *word = name;
        const char *here = at;
        while (*word && *here == *word)
            here++, word++;
        if (*word || (at != seen && at[-1] != '\n'))
            continue;
        while (*here == ' ' || *here == '\t')
            here++;
        for (; *here && *here != '\n' && to < end; here++)
            *to++ = *here == ' ' || *here == '\t' ? ',' : *here;
        return to;
    }
    *to++ = '-';
    return to;
}

static long same_namespace(int pid, const char *kind)
{
    static char path[64], own[64], other[64];
    *put_text(put_text(path, "/proc/1/ns/"), kind) = 0;
    long length = CALL4(readlinkat, AT_FDCWD, path, own, sizeof own);
    *put_text(put_text(put_number(put_text(path, "/proc/"), (u64) pid), "/ns/"), kind) = 0;
    long got = CALL4(readlinkat, AT_FDCWD, path, other, sizeof other);
    if (length < 0 || got < 0)
        return length < 0 ? length : got;
    int same = got == length;
    for (long i = 0; i < got; i++)
        same &= own[i] == other[i];
    return same;
}

/* " CapEff:0 ... own:mnt,uts,": what the kernel says of a container's first process. */
static long describe_container(int id, char *to, char *end)
{
    static const char *const fields[] = {"CapEff:", "CapPrm:", "CapBnd:", "CapAmb:", "NoNewPrivs:", "Seccomp:", "NSpid:"};
    static const char *const kinds[] = {"pid", "mnt", "uts", "ipc", "net", "cgroup", "user"};
    static char path[64];
    struct container *one = &containers[id];
    if (!one->state)
        return try("id", -EINVAL);
    *put_text(put_number(put_text(path, "/proc/"), (u64) one->pid), "/status") = 0;
    MUST("status", read_file(path));
    for (u64 i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        to = put_text(put_text(to, " "), fields[i]);
        to = put_field(to, fields[i], end);
    }
    to = put_text(to, " own:");
    for (u64 i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        long same = try("namespaces", same_namespace(one->pid, kinds[i]));
        if (same < 0)
            return same;
        if (!same)
            to = put_text(put_text(to, kinds[i]), ",");
    }
    if (one->grouped || one->bundled) {
        MUST("memory.max", read_file(group_of(id, "memory.max")));
        to = put_field(put_text(to, " memory:"), "", end);
        MUST("pids.max", read_file(group_of(id, "pids.max")));
        to = put_field(put_text(to, " tasks:"), "", end);
        MUST("pids.current", read_file(group_of(id, "pids.current")));
        to = put_field(put_text(to, " members:"), "", end);
    }
    *to = 0;
    return 0;
}
