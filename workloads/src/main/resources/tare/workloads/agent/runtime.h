/*
 * A container by a runtime: a program with the commands that OCI runtimes share, which lies in the
 * guest with the libraries that it needs. The bundle is written first, from a config.json in which
 * a place for what differs is a text of two characters, "@S" for example, with its quotes. Commands
 * are waited for: nothing else is answered meanwhile.
 */

#define RUNTIME "/runtime"
#define CONFIG "/config.json"
#define BUNDLES "/bundles"
#define UNIFIED "/sys/fs/cgroup"

enum { CONFIG_MOST = 8192 };

static char runtime[128]; /* its path, or empty */
static char directory[64], state[72], config[80], pid_file[72], said[72], digits[16];

/* Once, on ground that is laid on top of RUNTIME. */
static long lay_runtime(const char *path)
{
    u64 length = 0;
    while (path[length])
        length++;
    if (path[0] != '/' || length >= sizeof runtime)
        return try("runtime", -EINVAL);
    MUST("mkdir-bundles", make_directory(BUNDLES));
    /* Of the runtime's own choice: it makes device nodes in a root that has no /dev of its own. */
    MUST("mkdir-root-dev", make_directory(ROOT "/dev"));
    MUST("mkdir-sys", make_directory("/sys"));
    MUST("mkdir-sys-fs", make_directory("/sys/fs"));
    MUST("mkdir-unified", make_directory(UNIFIED));
    MUST("mount-unified",
         CALL5(mount, "cgroup2", UNIFIED, "cgroup2", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0));
    *put_text(runtime, path) = 0;
    return 0;
}

static void name_files(int id)
{
    *put_number(digits, (u64) id) = 0;
    *put_text(put_text(directory, BUNDLES "/"), digits) = 0;
    *put_text(put_text(state, directory), "/state") = 0;
    *put_text(put_text(config, directory), CONFIG) = 0;
    *put_text(put_text(pid_file, directory), "/pid") = 0;
    *put_text(put_text(said, directory), "/said") = 0;
}

/* ------------------------------------------------ the bundle ------------------------------- */

/* What was read, with the places filled in; how long it is, or -1 if it is too long. */
static long fill(char *to, char *end, const char *spin, const char *memory, const char *tasks)
{
    char *begun = to;
    for (const char *at = seen; *at;) {
        if (to + 32 >= end)
            return -1;
        int place = at[0] == '"' && at[1] == '@' && at[2] && at[3] == '"';
        char which = place ? at[2] : 0;
        if (which == 'S')
            to = put_text(put_text(put_text(to, "\""), spin), "\"");
        else if (which == 'M')
            to = put_text(to, memory);
        else if (which == 'T')
            to = put_text(to, tasks);
        else if (which == 'C')
            to = put_text(put_text(put_text(to, "\"/"), digits), "\"");
        else
            *to++ = *at;
        at += which == 'S' || which == 'M' || which == 'T' || which == 'C' ? 4 : 1;
    }
    return to - begun;
}

static long write_bundle(int id, const char *spin, const char *memory, const char *tasks)
{
    static char text[CONFIG_MOST];
    name_files(id);
    MUST("mkdir-bundle", CALL3(mkdirat, AT_FDCWD, directory, 0700));
    MUST("mkdir-state", CALL3(mkdirat, AT_FDCWD, state, 0700));
    long read = try("read-config", read_file(CONFIG));
    if (read < 0)
        return read;
    long length = read == sizeof seen - 1 ? -1 : fill(text, text + sizeof text, spin, memory, tasks);
    if (length < 0)
        return try("fill-config", -E2BIG);
    long file = try("open-config", CALL4(openat, AT_FDCWD, config, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (file < 0)
        return file;
    long written = try("write-config", CALL3(write, file, text, length));
    CALL1(close, file);
    return written == length ? 0 : written < 0 ? written : -E2BIG;
}

static long remove_file(const char *path, int directory_too)
{
    long removed = CALL3(unlinkat, AT_FDCWD, path, directory_too ? AT_REMOVEDIR : 0);
    return removed == -ENOENT ? 0 : removed;
}

/* ------------------------------------------------ its commands ----------------------------- */

static struct {
    int in, out, err;
    const char *const *words;
    long failure;
} command;

static void in_command(void)
{
    static const char *const environment[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", 0};
    command.failure = CALL3(dup3, command.in, 0, 0);
    if (command.failure >= 0)
        command.failure = CALL3(dup3, command.out, 1, 0);
    if (command.failure >= 0)
        command.failure = CALL3(dup3, command.err, 2, 0);
    if (command.failure >= 0)
        command.failure = CALL3(execve, runtime, command.words, environment);
    CALL1(exit_group, 1);
}

/* The end of what was written to standard error, in one line of letters that are no control. */
static void remember(u64 status)
{
    char *to = put_text(last_words, status & 0x7f ? "ended by signal " : "ended with status ");
    to = put_number(to, status & 0x7f ? status & 0x7f : status >> 8 & 0xff);
    long got = read_end(said, WORDS_MOST - 64);
    long from = 0;
    while (got > from && (u8) seen[got - 1] <= ' ')
        got--;
    if (got > from)
        to = put_text(to, ": ");
    for (; from < got; from++)
        *to++ = seen[from] < ' ' || seen[from] > '~' ? ' ' : seen[from];
    *to = 0;
}

/* Starts it and waits for its end; 0, -errno, or its status with the words remembered. */
static long run(const char *name, int in, int out, const char *const *words)
{
    static u32 status;
    long err = try("open-said",
                   CALL4(openat, AT_FDCWD, said, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (err < 0)
        return err;
    command.in = in;
    command.out = out;
    command.err = (int) err;
    command.words = words;
    command.failure = 0;
    long pid = try(name, spawn(CLONE_VM | CLONE_VFORK | SIGCHLD, child_stack + CHILD_STACK, in_command));
    CALL1(close, err);
    if (pid < 0)
        return pid;
    long waited;
    do
        waited = CALL4(wait4, pid, &status, 0, 0);
    while (waited == -EINTR);
    if (waited < 0 || command.failure < 0)
        return try(name, waited < 0 ? waited : command.failure);
    if (status)
        remember(status);
    return try(name, (long) status);
}

/* The pid that the runtime has written; 0 if it has not. */
static int written_pid(void)
{
    int pid = 0;
    if (read_file(pid_file) > 0)
        for (const char *at = seen; *at >= '0' && *at <= '9'; at++)
            pid = pid * 10 + (*at - '0');
    return pid;
}

static long create_and_start(struct container *made)
{
    const char *const create[] = {runtime, "--root", state, "create", "--pid-file", pid_file,
                                  "--bundle", directory, digits, 0};
    const char *const start[] = {runtime, "--root", state, "start", digits, 0};
    int control[2], ready[2];
    MUST("pipe", CALL2(pipe2, control, O_CLOEXEC));
    made->control = control[1];
    long result = try("pipe", CALL2(pipe2, ready, O_CLOEXEC));
    if (result >= 0) {
        made->ready = ready[0];
        result = run("runtime-create", control[0], ready[1], create);
        CALL1(close, ready[1]);
        made->pid = written_pid();
    }
    CALL1(close, control[0]);
    if (result)
        return result;
    made->created = now();
    return run("runtime-start", nothing, nothing, start);
}

/* ------------------------------------------------ one container ---------------------------- */

/* As take_away; a container of the runtime's is deleted by it, and its bundle removed. */
static long put_away(int id)
{
    struct container *gone = &containers[id];
    const char *const delete[] = {runtime, "--root", state, "delete", "--force", digits, 0};
    char bundled = gone->bundled;
    long worst = take_away(gone, id);
    const char *failed = step;
    if (!bundled)
        return worst;
    name_files(id);
    if (bundled == 'C') {
        long deleted = run("runtime-delete", nothing, nothing, delete);
        if (deleted && !worst)
            failed = step, worst = deleted;
    }
    group_of(id, "");
    const char *const files[] = {config, pid_file, said, state, group_path, directory};
    for (u64 i = 0; i < sizeof files / sizeof files[0]; i++) {
        long removed = try("remove-bundle", remove_file(files[i], i > 2));
        if (removed < 0 && !worst)
            failed = step, worst = removed;
    }
    return try(failed, worst);
}

/* Ends what was begun in vain; the failure, with its step and its words. */
static long give_up(int id, long failure)
{
    static char kept[WORDS_MOST];
    const char *failed = step;
    *put_text(kept, last_words) = 0;
    put_away(id);
    *put_text(last_words, kept) = 0;
    return try(failed, failure);
}

/* Writes the bundle of one that is still to be started; 0, or why not, and then there is none. */
static long prepare_container(int id, const char *spin, const char *memory, const char *tasks)
{
    struct container *made = &containers[id];
    if (made->state)
        return try("id", -EBUSY);
    if (!runtime[0])
        return try("no-runtime", -EINVAL);
    *made = (struct container) {.state = 'B', .bundled = 'B'};
    long result = write_bundle(id, spin, memory, tasks);
    return result < 0 ? give_up(id, result) : 0;
}

/* Starts one from its bundle; 0, or why not (a status if above it), and then nothing is left. */
static long create_container(int id)
{
    struct container *made = &containers[id];
    if (made->state != 'B')
        return try("not-prepared", -EINVAL);
    made->state = 'S';
    made->bundled = 'C';
    made->asked = now();
    name_files(id);
    long result = create_and_start(made);
    return result ? give_up(id, result) : 0;
}

/* ------------------------------------------------ requests --------------------------------- */

static long lay_ground(char **words, int count)
{
    if (count < 2 || count > 3)
        return try("request", -EINVAL);
    long result = lay(words[1][0] == '1', count == 3 ? RUNTIME : 0);
    return result < 0 || count == 2 ? result : lay_runtime(words[2]);
}

static void prepare(char **words, int count, int id)
{
    u64 ignored;
    long result = count == 5;
    for (int i = 2; result && i < count; i++)
        result = number(words[i], ~0ul, &ignored);
    result = result ? prepare_container(id, words[2], words[3], words[4]) : try("request", -EINVAL);
    if (result)
        fail(id, result);
    else
        answer('B', id, 0, 0);
}

static void create(int id)
{
    long result = create_container(id);
    if (result)
        fail(id, result);
}
