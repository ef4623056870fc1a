/*
 * The agent: the first process of a Linux guest that is to start containers, or to be given an
 * identity of its own after a fork. Freestanding: no C library, no relocation, a few KiB.
 *
 * Arguments, in the places of the probe's: argv[1] nanoseconds to spin first (decimal, at most 18
 * digits), argv[2] and argv[3] the paths that are written to and read from, in the place of
 * descriptors 1 and 0. A terminal is set to raw mode without echo; what is none is taken as it is.
 *
 * It loads the modules that lie in /modules, writes the byte 'R', then answers. At a line's
 * beginning the first byte decides:
 *
 *   L GROUPS [RUNTIME]          lay the ground, once: a root on top of the first file system, the
 *                               probe from /probe; GROUPS 1: cgroup version 2 with memory and pids;
 *                               RUNTIME: that program's path below /runtime, which is the root then
 *                               -> L
 *   S ID SPIN MEMORY TASKS      start a container; ID below 256; SPIN ns for its probe; limits in
 *                               bytes and tasks, both 0 for none
 *                               -> R ID CREATED READY, when its probe's byte is seen: ns of this
 *                                  guest's clock since the request was read
 *   B ID SPIN MEMORY TASKS      write the bundle of a container of the runtime's: /config.json of
 *                               /runtime with "@S", "@M", "@T" and, its control group, "@C" replaced
 *                               -> B ID
 *   C ID                        start it by the runtime's create and start, which are waited for
 *                               -> R ID CREATED READY
 *   Q ID                        let its probe act once more -> A ID
 *   K ID                        kill, reap and take away -> D ID NS
 *   V ID                        what the kernel says of its first process: capabilities, no_new_privs,
 *                               seccomp, namespaces other than the agent's, limits
 *                               -> V ID NAME:VALUE...
 *   F SEED NAME SPIN [MAC]      fresh identity: 32 to 64 bytes in hex, a host name, an address for
 *                               eth0; SPIN ns are spun before the answer -> I
 *   G                           16 random bytes in hex, the host name, and the address of eth0, or
 *                               "-" where there is none -> G HEX NAME MAC
 *   any other byte, also \n     -> P, without an end of line
 *
 * Requests and answers end with \n; a request has at most 511 bytes. What fails is answered by
 * "E ID STEP ERRNO", with "-" as ID where there is none; a command of the runtime's that fails by
 * "E ID STEP 0 WORDS", its status and the end of what it said. Containers start one after the other,
 * but are not waited for: answers come as things happen.
 *
 * At the end of what it reads it powers the guest off, or ends, if it is not process 1.
 */

#include "machine.h"

/* What gcc may call for a structure. */
__attribute__((used)) void *memset(void *to, int octet, u64 count)
{
    u8 *at = to;
    while (count--) {
        *at++ = (u8) octet;
        __asm__ volatile("" ::: "memory");
    }
    return to;
}

__attribute__((used)) void *memcpy(void *to, const void *from, u64 count)
{
    u8 *at = to;
    const u8 *source = from;
    while (count--) {
        *at++ = *source++;
        __asm__ volatile("" ::: "memory");
    }
    return to;
}

static char *put_text(char *to, const char *text)
{
    while (*text)
        *to++ = *text++;
    return to;
}

static char *put_number(char *to, u64 number)
{
    char digits[20];
    int count = 0;
    do
        digits[count++] = (char) ('0' + number % 10);
    while (number /= 10);
    while (count)
        *to++ = digits[--count];
    return to;
}

#include "container.h"
#include "modules.h"

enum { LONGEST = 512, MOST_DIGITS = 18, WORDS = 6 };

static int out = 1, in = 0;
static char line[LONGEST];
static int length;
static int overlong;

static void finish(int status)
{
    if (CALL1(getpid, 0) == 1)
        CALL4(reboot, REBOOT_MAGIC1, REBOOT_MAGIC2, REBOOT_POWER_OFF, 0);
    for (;;)
        CALL1(exit_group, status);
}

static void say(const char *from, const char *end)
{
    while (from < end) {
        long written = CALL3(write, out, from, end - from);
        if (written < 0 && written != -EINTR && written != -EAGAIN)
            finish(1);
        from += written > 0 ? written : 0;
    }
}

static void say_octet(char octet)
{
    say(&octet, &octet + 1);
}

/* "R 7 1200 3400": a kind, an ID unless it is below 0, and figures. */
static void answer(char kind, int id, const u64 *figures, int count)
{
    char text[96];
    char *end = text;
    *end++ = kind;
    if (id >= 0) {
        *end++ = ' ';
        end = put_number(end, id);
    }
    for (int i = 0; i < count; i++) {
        *end++ = ' ';
        end = put_number(end, figures[i]);
    }
    *end++ = '\n';
    say(text, end);
}

/* Below 0: an errno; above it: a command's status, and there are words. */
static void fail(int id, long failure)
{
    char text[128 + WORDS_MOST];
    char *end = put_text(text, "E ");
    end = id < 0 ? put_text(end, "-") : put_number(end, id);
    *end++ = ' ';
    end = put_text(end, step);
    *end++ = ' ';
    end = put_number(end, failure < 0 ? (u64) -failure : 0);
    if (failure > 0)
        end = put_text(put_text(end, " "), last_words);
    *end++ = '\n';
    say(text, end);
}

/* ------------------------------------------------ words ------------------------------------ */

static int number(const char *word, u64 most, u64 *value)
{
    u64 result = 0;
    int digits = 0;
    for (; *word; word++, digits++) {
        if (*word < '0' || *word > '9' || digits == MOST_DIGITS)
            return 0;
        result = result * 10 + (u64) (*word - '0');
    }
    *value = result;
    return digits > 0 && result <= most;
}

static int nibble(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

/* Hex digits in pairs, with a separator between the pairs unless it is 0; how many bytes, or -1. */
static int octets(const char *word, char separator, u8 *to, int most)
{
    int count = 0;
    while (*word) {
        if (count && separator && *word++ != separator)
            return -1;
        int high = nibble(word[0]);
        int low = high < 0 ? -1 : nibble(word[1]);
        if (low < 0 || count == most)
            return -1;
        to[count++] = (u8) (high << 4 | low);
        word += 2;
    }
    return count;
}

#include "identity.h"

/* ------------------------------------------------ requests --------------------------------- */

#include "runtime.h"

static void start(char **words, int count, int id)
{
    u64 spin, memory, tasks;
    long result = count == 5 && number(words[2], ~0ul, &spin) && number(words[3], ~0ul, &memory)
                          && number(words[4], ~0ul, &tasks)
                      ? start_container(id, words[2], memory, tasks)
                      : try("request", -EINVAL);
    if (result < 0)
        fail(id, result);
}

static void ask(int id)
{
    struct container *asked = &containers[id];
    if (asked->state != 'L') {
        fail(id, try("ask", -EBUSY));
        return;
    }
    long written = try("ask", CALL3(write, asked->control, "P", 1));
    if (written == 1)
        asked->state = 'Q';
    else
        fail(id, written);
}

static void end_container(int id)
{
    u64 begun = now();
    if (!containers[id].state) {
        fail(id, try("id", -EINVAL));
        return;
    }
    long result = put_away(id);
    u64 took = now() - begun;
    if (result)
        fail(id, result);
    else
        answer('D', id, &took, 1);
}

static void tell(int id)
{
    static char text[1024];
    char *from = put_number(put_text(text, "V "), (u64) id);
    /* What is added without looking at the end has less than the margin. */
    long result = describe_container(id, from, text + sizeof text - 256);
    if (result < 0) {
        fail(id, result);
        return;
    }
    while (*from)
        from++;
    *from++ = '\n';
    say(text, from);
}

static void of_container(char kind, char **words, int count)
{
    u64 id = 0;
    if (count < 2 || !number(words[1], MOST_CONTAINERS - 1, &id)) {
        fail(-1, try("id", -EINVAL));
        return;
    }
    if (kind == 'S')
        start(words, count, (int) id);
    else if (kind == 'B')
        prepare(words, count, (int) id);
    else if (kind == 'C')
        create((int) id);
    else if (kind == 'Q')
        ask((int) id);
    else if (kind == 'V')
        tell((int) id);
    else
        end_container((int) id);
}

static void obey(void)
{
    char *words[WORDS];
    int count = 0;
    for (char *at = line; *at;) {
        if (count == WORDS) {
            fail(-1, try("request", -E2BIG));
            return;
        }
        words[count++] = at;
        while (*at && *at != ' ')
            at++;
        while (*at == ' ')
            *at++ = 0;
    }
    char kind = line[0];
    long result = 0;
    if (words[0][1])
        result = try("request", -EINVAL);
    else if (kind == 'L')
        result = lay_ground(words, count);
    else if (kind == 'F')
        result = fresh_identity(words, count);
    else if (kind == 'G')
        result = tell_identity();
    else
        of_container(kind, words, count);
    if (result < 0)
        fail(-1, result);
    else if (kind == 'L')
        answer('L', -1, 0, 0);
    else if (kind == 'F')
        answer('I', -1, 0, 0);
}

static void hear(char octet)
{
    if (length == 0 && !overlong) {
        int request = 0;
        for (const char *known = "LSBCQKVFG"; *known; known++)
            request |= octet == *known;
        if (!request) {
            say_octet('P');
            return;
        }
    }
    if (octet != '\n') {
        if (length < LONGEST - 1)
            line[length++] = octet;
        else
            overlong = 1;
        return;
    }
    line[length] = 0;
    length = 0;
    if (overlong) {
        overlong = 0;
        fail(-1, try("request", -E2BIG));
        return;
    }
    obey();
}

/* A byte of a probe, or its end. */
static void see(int id)
{
    struct container *seen = &containers[id];
    char octet = 0;
    long got = CALL3(read, seen->ready, &octet, 1);
    if (got == -EINTR || got == -EAGAIN)
        return;
    if (seen->state == 'S' && got == 1 && octet == 'R') {
        u64 figures[2] = {seen->created - seen->asked, now() - seen->asked};
        seen->state = 'L';
        answer('R', id, figures, 2);
    } else if (seen->state == 'Q' && got == 1 && octet == 'P') {
        seen->state = 'L';
        answer('A', id, 0, 0);
    } else {
        /* It is still to be taken away; until then nothing more is expected of it. */
        seen->state = 'L';
        fail(id, try("probe-ended", got < 0 ? got : -EINVAL));
    }
}

struct polled { int descriptor; u16 events, returned; };

static void serve(void)
{
    static struct polled polled[1 + MOST_CONTAINERS];
    static int ids[1 + MOST_CONTAINERS];
    static char heard[LONGEST];
    for (;;) {
        int count = 0;
        polled[count++] = (struct polled) {in, POLLIN, 0};
        for (int id = 0; id < MOST_CONTAINERS; id++) {
            if (containers[id].state == 'S' || containers[id].state == 'Q') {
                ids[count] = id;
                polled[count++] = (struct polled) {containers[id].ready, POLLIN, 0};
            }
        }
        if (CALL5(ppoll, polled, count, 0, 0, 0) < 0)
            continue;
        for (int i = 1; i < count; i++)
            if (polled[i].returned)
                see(ids[i]);
        if (!polled[0].returned)
            continue;
        long got = CALL3(read, in, heard, sizeof heard);
        if (got == -EINTR || got == -EAGAIN)
            continue;
        if (got <= 0)
            finish(0);
        for (long i = 0; i < got; i++)
            hear(heard[i]);
    }
}

/* ------------------------------------------------ beginning -------------------------------- */

/* Without the line's own ideas of what is typed and shown: no echo, every byte at once. */
static void make_raw(int terminal)
{
    struct { u32 input, output, control, local; u8 discipline, characters[19]; } settings;
    if (CALL3(ioctl, terminal, TCGETS, &settings) < 0)
        return; /* a pipe or a FIFO: as raw as can be */
    settings.input = 0;
    settings.output = 0;
    settings.local = 0;
    settings.characters[VMIN] = 1;
    settings.characters[VTIME] = 0;
    if (CALL3(ioctl, terminal, TCSETS, &settings) < 0)
        finish(4);
}

static int open_above(const char *path, int flags)
{
    long opened = CALL4(openat, AT_FDCWD, path, flags | O_NOCTTY | O_CLOEXEC, 0);
    if (opened < 0)
        finish(3);
    return (int) opened;
}

__attribute__((noreturn, used)) void begin(long *stack)
{
    char **arguments = (char **) (stack + 1);
    u64 spin = 0, begun = now();
    /* A guest without a console has no descriptors 0 to 2: what is opened later must lie above. */
    long placeholder;
    do
        placeholder = CALL4(openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY, 0);
    while (placeholder >= 0 && placeholder <= 2);
    CALL1(close, placeholder);
    if (stack[0] > 1 && !number(arguments[1], ~0ul, &spin))
        finish(2);
    while (now() - begun < spin)
        ;
    if (stack[0] > 3) {
        out = open_above(arguments[2], O_WRONLY);
        in = open_above(arguments[3], O_RDONLY);
    }
    make_raw(in);
    make_raw(out);
    long loaded = load_modules();
    if (loaded < 0) {
        int asked = out;
        /* On the console first, and to its end: it is what the host shows of a guest that did not
           start, and at the line's first byte the guest is ended. */
        out = CONSOLE;
        fail(-1, loaded);
        CALL3(ioctl, CONSOLE, TCSBRK, 1);
        out = asked;
        fail(-1, loaded);
        finish(5);
    }
    say_octet('R');
    serve();
    __builtin_unreachable();
}
