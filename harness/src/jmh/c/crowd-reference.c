/*
 * The floor under Tare's crowds: as many instances alive at once, from C.
 *
 *   cc -std=c11 -O2 -Wall -Werror -Dmain=launch_main -c launch-reference.c
 *   cc -std=c11 -O2 -Wall -Werror -o crowd-reference crowd-reference.c launch-reference.o probe.c guest.c fork.c storm.c
 *
 *   crowd-reference COUNT EACH process PROBE
 *   crowd-reference COUNT EACH namespace ROOT MEMORY_CGROUP PIDS_CGROUP
 *   crowd-reference COUNT EACH kvm CODE
 *
 * Starts COUNT instances, EACH of them in a process (so many as its descriptors allow), one after the
 * other; prints the nanoseconds of each start, a line each; then "memory BYTES", by which MemAvailable has
 * fallen, and "end NANOS", which it took to end all. The rest of the command line is launch-reference's.
 */
#define _GNU_SOURCE
#include "crowd.h"
#include "reference.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int guests;

/* MemAvailable in bytes. */
static long long available(void) {
    char text[256] = {0};
    read_file("/proc/meminfo", text, sizeof text - 1);
    const char *line = strstr(text, "MemAvailable:");
    return line == NULL ? 0 : atoll(line + 13) * 1024;
}

static void *room(int count, size_t bytes) {
    void *all = calloc((size_t)count, bytes);
    if (all == NULL) {
        fail("calloc", ENOMEM);
    }
    return all;
}

/* Says that all live, and waits for the word, which is the end of a pipe. */
static void wait_for_word(int said, int word) {
    char octet = 0;
    must("standard output", fflush(stdout));
    must("write", write(said, &octet, 1));
    must("read", read(word, &octet, 1));
}

static void hold_guests(int count, int said, int word) {
    struct held_guest *all = room(count, sizeof *all);
    for (int i = 0; i < count; i++) {
        printf("%llu\n", (unsigned long long)hold_guest(&all[i]));
    }
    wait_for_word(said, word);
    for (int i = count - 1; i >= 0; i--) {
        let_go_of_guest(&all[i]);
    }
}

static void hold_probes(int first, int count, int said, int word) {
    struct instance *all = room(count, sizeof *all);
    for (int i = 0; i < count; i++) {
        printf("%llu\n", (unsigned long long)start_probe(&all[i], (unsigned)(first + i)));
    }
    wait_for_word(said, word);
    for (int i = 0; i < count; i++) {
        close(all[i].control); /* at which it ends by itself */
        all[i].control = -1;
    }
    for (int i = count - 1; i >= 0; i--) {
        stop_probe(&all[i]);
    }
}

static void hold(int total, int each) {
    int said[2];
    int word[2];
    must("pipe2", pipe2(said, O_CLOEXEC));
    must("pipe2", pipe2(word, O_CLOEXEC));
    const long long before = available();
    int processes = 0;
    for (int first = 0; first < total; first += each, processes++) {
        int count = total - first < each ? total - first : each;
        if (must("fork", fork()) == 0) {
            close(word[1]);
            if (guests) {
                hold_guests(count, said[1], word[0]);
            } else {
                hold_probes(first, count, said[1], word[0]);
            }
            exit(0);
        }
        char octet = 0;
        int ended = 0;
        while (read(said[0], &octet, 1) != 1) {
            if (errno != EINTR) {
                fail("a process that holds", ECHILD);
            }
        }
        if (waitpid(-1, &ended, WNOHANG) > 0) {
            fail("a process that holds", ECHILD);
        }
    }
    printf("memory %lld\n", before - available());
    uint64_t start = now();
    close(word[1]);
    for (int i = 0; i < processes; i++) {
        int status = 0;
        must("wait", wait(&status));
        if (status != 0) {
            fail("the end of a process that holds", ECHILD);
        }
    }
    printf("end %llu\n", (unsigned long long)(now() - start));
}

int main(int argc, char **argv) {
    const char *kind = argc < 5 ? "" : argv[3];
    if (strcmp(kind, "process") == 0) {
        prepare_process(argv[4]);
    } else if (strcmp(kind, "namespace") == 0 && argc == 7) {
        prepare_namespace(argv[4], argv + 5, 1);
    } else if (strcmp(kind, "kvm") == 0) {
        guests = 1;
        prepare_guest(argv[4]);
    } else {
        fail("usage: COUNT EACH process PROBE | namespace ROOT MEMORY_CGROUP PIDS_CGROUP | kvm CODE",
             EINVAL);
    }
    hold(atoi(argv[1]), atoi(argv[2]));
    return 0;
}
