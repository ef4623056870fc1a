/*
 * The first process of a guest that runs one program in the place of the probe: makes it what a
 * program expects (/proc, /sys, /dev, /tmp, loopback, the serial line as a clean way for bytes), then
 * becomes that program. What it executes stands in /starter/command: words that each end in a zero
 * byte, arguments first, an empty word, then the environment.
 *
 * Where modules of the kernel lie in /modules (0, 1, ... in the order in which they are loaded) there
 * is a network card, by QEMU's user networking: eth0 gets the address that this gives its only guest.
 */
#include "machine.h"

enum { BYTES = 256 << 10, WORDS = 4096, SIOCSIFFLAGS = 0x8914, SIOCSIFADDR = 0x8916, SIOCSIFNETMASK = 0x891c, IFF_UP = 1,
       LINE_SPEED = 0x1002, CREAD = 0x80, CS8 = 0x30, CLOCAL = 0x800, MOST_MODULES = 64 };

/* struct termios of the kernel's: four words, the discipline, 19 characters. */
struct termios { u32 input, output, control, local; u8 discipline, characters[19]; };

/* struct ifreq of the kernel's: a name, then either of these. */
struct flags { char name[16]; u16 flags; char rest[22]; };
struct address { char name[16]; u16 family, port; u8 octets[4]; char rest[16]; };

static char text[BYTES];
static char *words[WORDS];

static u64 length(const char *s)
{
    u64 n = 0;
    while (s[n])
        n++;
    return n;
}

static __attribute__((noreturn)) void fail(const char *what, long error)
{
    char digits[4] = { '0' + -error / 100 % 10, '0' + -error / 10 % 10, '0' + -error % 10, '\n' };
    CALL3(write, 2, "starter: ", 9);
    CALL3(write, 2, what, length(what));
    CALL3(write, 2, ": error ", 8);
    CALL3(write, 2, digits, 4);
    /* The kernel ends with its first process, and the machine with the kernel. */
    CALL1(exit_group, 1);
    for (;;)
        ;
}

static void mounted(const char *type, const char *place)
{
    CALL3(mkdirat, AT_FDCWD, place, 0755);
    long result = CALL5(mount, type, place, type, 0, 0);
    /* A kernel may have mounted its devices by itself. */
    if (result < 0 && result != -EBUSY)
        fail(place, result);
}

static void ask(const char *what, long socket, long request, const void *asked)
{
    long result = socket < 0 ? socket : CALL3(ioctl, socket, request, asked);
    if (result < 0)
        fail(what, result);
}

/* How many were loaded: those of /modules, or none. */
static int modules(void)
{
    static char path[] = "/modules/00";
    for (int i = 0; i < MOST_MODULES; i++) {
        char *end = path + 9;
        if (i >= 10)
            *end++ = '0' + i / 10;
        *end++ = '0' + i % 10;
        *end = 0;
        long file = CALL3(openat, AT_FDCWD, path, O_RDONLY);
        if (file == -ENOENT)
            return i;
        long result = file < 0 ? file : CALL3(finit_module, file, "", 0);
        if (result < 0)
            fail(path, result);
        CALL1(close, file);
    }
    return MOST_MODULES;
}

static void network(void)
{
    static const struct flags lo = { "lo", IFF_UP, { 0 } }, card = { "eth0", IFF_UP, { 0 } };
    static const struct address own = { "eth0", AF_INET, 0, { 10, 0, 2, 15 }, { 0 } },
                                mask = { "eth0", AF_INET, 0, { 255, 255, 255, 0 }, { 0 } };
    long socket = CALL3(socket, AF_INET, SOCK_DGRAM, 0);
    ask("loopback", socket, SIOCSIFFLAGS, &lo);
    if (modules()) {
        ask("eth0", socket, SIOCSIFADDR, &own);
        ask("eth0", socket, SIOCSIFNETMASK, &mask);
        ask("eth0", socket, SIOCSIFFLAGS, &card);
    }
    CALL1(close, socket);
}

/* Bytes go through as they are: no echo, no lines, no signals. */
static void line(void)
{
    struct termios raw = { 0, 0, LINE_SPEED | CREAD | CS8 | CLOCAL, 0, 0, { 0 } };
    raw.characters[VMIN] = 1;
    long opened = CALL3(openat, AT_FDCWD, "/dev/ttyS0", O_RDWR | O_NOCTTY);
    long result = opened < 0 ? opened : CALL3(ioctl, opened, TCSETS, &raw);
    if (result < 0)
        fail("/dev/ttyS0", result);
    CALL3(dup3, opened, 0, 0);
    CALL3(dup3, opened, 1, 0);
    if (opened > 2)
        CALL1(close, opened);
}

/* Fills in words; where the environment begins among them. */
static long command(void)
{
    long file = CALL3(openat, AT_FDCWD, "/starter/command", O_RDONLY);
    long end = 0, environment = 0, count = 0;
    if (file < 0)
        fail("/starter/command", file);
    for (long n = 1; n > 0 && end < BYTES - 1; end += n)
        if ((n = CALL3(read, file, text + end, BYTES - 1 - end)) < 0)
            fail("/starter/command", n);
    CALL1(close, file);
    for (long at = 0; at < end && count < WORDS - 2; at += length(text + at) + 1) {
        if (!text[at] && !environment) {
            words[count++] = 0;
            environment = count;
        } else {
            words[count++] = text + at;
        }
    }
    if (!environment)
        fail("/starter/command", -E2BIG);
    words[count] = 0;
    return environment;
}

__attribute__((noreturn, used)) void begin(void)
{
    (void) spawn; /* Of machine.h, for the agent. */
    mounted("proc", "/proc");
    mounted("sysfs", "/sys");
    mounted("devtmpfs", "/dev");
    CALL3(mkdirat, AT_FDCWD, "/tmp", 01777);
    CALL3(mkdirat, AT_FDCWD, "/work", 0755);
    network();
    CALL1(setsid, 0);
    line();
    long environment = command();
    fail(words[0], CALL3(execve, words[0], words, words + environment));
}
