/*
 * The floor under Tare's figures for runtimes that are driven by their command line: the same
 * commands with the same pipes, from C.
 *
 *   cc -std=c11 -O2 -Wall -Werror -o runtime-reference runtime-reference.c
 *
 *   runtime-reference
 *
 * Each line on standard input is a launch, its words separated by tabs:
 *
 *   launch [CALL]... %environment [NAME=VALUE]... %first FIRST... [%start SECOND...] [%delete LAST...]
 *
 * FIRST is a program by its absolute path with its arguments; it gets the control pipe as
 * descriptor 0 and the ready pipe as 1, and what it starts inherits them. With SECOND the instance
 * is made when FIRST has ended well, and started by SECOND. LAST runs when the instance has ended.
 * Each CALL is a system call that the child makes before it becomes a program:
 * NUMBER:ARGUMENT:..., where an argument is a decimal number or @ and bytes in hexadecimal, whose
 * address is passed; with ~ before it, it may fail.
 *
 * One instance is started, and one line with the nanoseconds from just before the pipes to its
 * first byte is printed; the next line on standard input ends it:
 *
 *   end PID
 *
 * PID is of the probe as this process sees it, where that is nobody's child here, or 0. A line
 * "ended" says that it has. Ends with its input, status 0; a step that fails is named on standard
 * error, status 1.
 *
 * Kept in step with ProbeTape, ProgramLaunch and ProgramInstance. Not mirrored: the binding to CPUs
 * (use taskset), Tare's watchdog, and its reading of its own CPU time.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DEADLINE_MILLIS 20000
#define MOST_CALLS 64
#define MOST_WORDS 512
#define ARGUMENTS 6
#define BLOCK_BYTES 512 /* room behind for what a call writes */

struct call {
    long number;
    int tolerant;
    long arguments[ARGUMENTS];
};

static struct call calls[MOST_CALLS];
static int call_count;
static char *no_words[] = {NULL};
static char **environment = no_words;
static int nothing;
static int words;

_Noreturn static void fail(const char *step, int error) {
    char said[4096];
    ssize_t length = pread(words, said, sizeof said, 0);
    fprintf(stderr, "runtime-reference: %s: %s\n%.*s", step, strerror(error),
            length > 0 ? (int)length : 0, said);
    exit(1);
}

static long must(const char *step, long result) {
    if (result < 0) {
        fail(step, errno);
    }
    return result;
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return UINT64_C(1000000000) * (uint64_t)t.tv_sec + (uint64_t)t.tv_nsec;
}

/* Bytes written in hexadecimal up to a colon or the end, or to the bracket that closes them; an address among
 * them as the bytes there, in brackets. Never freed, they are few. */
static long bytes(const char **text) {
    size_t most = strcspn(*text, ":") / 2;
    char *block = calloc(1, most + BLOCK_BYTES);
    if (block == NULL) {
        fail("calloc", ENOMEM);
    }
    size_t at = 0;
    while (**text != '\0' && **text != ':' && **text != ']') {
        if (**text == '[') {
            ++*text;
            long inner = bytes(text);
            if (**text != ']' || at + sizeof inner > most + BLOCK_BYTES) {
                fail("brackets", EINVAL);
            }
            ++*text;
            memcpy(block + at, &inner, sizeof inner);
            at += sizeof inner;
            continue;
        }
        const char pair[] = {(*text)[0], (*text)[1], 0};
        block[at++] = (char)strtol(pair, NULL, 16);
        *text += 2;
    }
    return (long)(intptr_t)block;
}

static void parse_call(const char *text) {
    if (call_count == MOST_CALLS) {
        fail("too many calls", E2BIG);
    }
    struct call *call = &calls[call_count++];
    call->tolerant = *text == '~';
    text += call->tolerant;
    char *end;
    call->number = strtol(text, &end, 10);
    text = end;
    for (int i = 0; *text == ':' && i < ARGUMENTS; i++) {
        text++;
        if (*text == '@') {
            text++;
            call->arguments[i] = bytes(&text);
        } else {
            call->arguments[i] = strtol(text, &end, 10);
            text = end;
        }
    }
    if (*text != '\0') {
        fail(text, EINVAL);
    }
}

_Noreturn static void become(char **command, int input, int output) {
    dup2(input, 0);
    dup2(output, 1);
    dup2(words, 2);
    syscall(SYS_close_range, 3U, ~0U, 0U);
    setsid();
    for (int i = 0; i < call_count; i++) {
        const long *a = calls[i].arguments;
        long result = syscall(calls[i].number, a[0], a[1], a[2], a[3], a[4], a[5]);
        if (result < 0 && !calls[i].tolerant) {
            dprintf(2, "call %d: %s\n", i, strerror(errno));
            _exit(127);
        }
    }
    execve(command[0], command, environment);
    dprintf(2, "execve %s: %s\n", command[0], strerror(errno));
    _exit(127);
}

/* As posix_spawn does it, but with the calls before execve. */
static pid_t spawn(char **command, int input, int output) {
    pid_t child = vfork();
    if (child == 0) {
        become(command, input, output);
    }
    return (pid_t)must("vfork", child);
}

static void await(const char *step, pid_t child) {
    int status;
    must(step, waitpid(child, &status, 0));
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fail(step, ECHILD);
    }
}

static int readable(int descriptor) {
    struct pollfd event = {.fd = descriptor, .events = POLLIN};
    if (must("poll", poll(&event, 1, DEADLINE_MILLIS)) == 0) {
        fail("nothing happens", ETIMEDOUT);
    }
    return event.revents;
}

/* Says what was measured; returns a handle of the probe once it is to end, or -1. */
static int answer(uint64_t nanos) {
    char line[32];
    int pid = 0;
    printf("%llu\n", (unsigned long long)nanos);
    must("standard output", fflush(stdout));
    if (fgets(line, sizeof line, stdin) != NULL && sscanf(line, "end %d", &pid) != 1) {
        fail("standard input", EBADMSG);
    }
    return pid == 0 ? -1 : (int)must("pidfd_open", syscall(SYS_pidfd_open, pid, 0));
}

static void launch(char **first, char **second, char **last) {
    int control[2], ready[2];
    char byte = 0;

    uint64_t start = now();
    must("pipe2", pipe2(control, O_CLOEXEC));
    must("pipe2", pipe2(ready, O_CLOEXEC));
    pid_t child = spawn(first, control[0], ready[1]);
    close(control[0]);
    close(ready[1]);
    if (second != NULL) {
        await("create", child);
        child = spawn(second, nothing, nothing);
    }
    readable(ready[0]);
    ssize_t length = read(ready[0], &byte, 1);
    uint64_t end = now();

    if (length != 1 || byte != 'R') {
        fail("no ready byte", EPROTO);
    }
    if (second != NULL) {
        await("start", child);
    }
    int probe = answer(end - start);
    close(control[1]);
    if (probe >= 0) {
        readable(probe);
        close(probe);
    }
    close(ready[0]);
    if (second == NULL) {
        int status; /* of the probe, where the runtime passes it on */
        must("the runtime's end", waitpid(child, &status, 0));
    }
    if (last != NULL) {
        await("delete", spawn(last, nothing, nothing));
    }
    printf("ended\n");
    must("standard output", fflush(stdout));
    must("ftruncate", ftruncate(words, 0));
    must("lseek", lseek(words, 0, SEEK_SET));
}

/* Takes a line apart, which stays in use; each part is a list that ends with NULL. */
static void launch_line(char *line) {
    static char *list[MOST_WORDS + 1];
    char **first = NULL, **second = NULL, **last = NULL;
    int count = 0;
    call_count = 0;
    environment = no_words;
    char *rest = line;
    line[strcspn(line, "\n")] = '\0';
    for (char *word = strsep(&rest, "\t"); word != NULL; word = strsep(&rest, "\t")) {
        char ***part = strcmp(word, "%environment") == 0 ? &environment
                       : strcmp(word, "%first") == 0     ? &first
                       : strcmp(word, "%start") == 0     ? &second
                       : strcmp(word, "%delete") == 0    ? &last
                                                         : NULL;
        if (count == MOST_WORDS) {
            fail("too many words", E2BIG);
        }
        list[count++] = part == NULL ? word : NULL;
        if (part != NULL) {
            *part = &list[count];
        } else if (environment == no_words && count > 1) {
            parse_call(word);
        }
    }
    list[count] = NULL;
    if (strcmp(line, "launch") != 0 || first == NULL || *first == NULL) {
        fail("standard input", EBADMSG);
    }
    launch(first, second, last);
}

int main(void) {
    nothing = (int)must("/dev/null", open("/dev/null", O_RDWR | O_CLOEXEC));
    words = (int)must("memfd_create", memfd_create("words", MFD_CLOEXEC));
    signal(SIGPIPE, SIG_DFL); /* which the JVM ignores */
    char *line = NULL;
    size_t bytes_of_line = 0;
    while (getline(&line, &bytes_of_line, stdin) >= 0) {
        launch_line(line);
    }
    free(line);
    return 0;
}
