/*
 * The floor under Tare's launch figures: the same system calls as its rooms make, from C.
 *
 *   cc -std=c11 -O2 -Wall -Werror -o launch-reference *.c
 *
 *   launch-reference process PROBE
 *   launch-reference namespace|namespace-network ROOT MEMORY_CGROUP PIDS_CGROUP
 *   launch-reference kvm CODE
 *   launch-reference kvm-fork|kvm-rewind FORK_CODE
 *
 * PROBE is the probe's file; ROOT a directory with the probe as "probe" and an empty "proc"; the
 * cgroups are parents to make groups in, the same directory twice on version 2; CODE is
 * ready-x86_64.bin, FORK_CODE fork-x86_64.bin. For each line "launch" on standard input one instance is started and ended, and
 * one line with the nanoseconds from t0 to its first byte or exit is printed, so that the caller can
 * take turns with Tare's own launches in one run. Ends with its input, status 0; a step that fails
 * is named on standard error, status 1.
 *
 *   launch-reference storm LAUNCHERS LIFETIME_MS MILLISECONDS process|namespace|namespace-network …
 *
 * For each line "launch" so many processes start instances as fast as they can, each for its
 * lifetime, and fully stop them; the line printed is the starts per second of all.
 *
 * Kept in step with ProbeTape, NamespaceLaunch, BareGuest, BareFork and RunLimit. Not mirrored: the binding
 * to CPUs (use taskset) but for storms, Tare's watchdog, its reading of its own CPU time, and that its children copy no descriptors.
 */
#define _GNU_SOURCE
#include "reference.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

_Noreturn void fail(const char *step, int error) {
    fprintf(stderr, "launch-reference: %s: %s\n", step, strerror(error));
    exit(1);
}

long must(const char *step, long result) {
    if (result < 0) {
        fail(step, errno);
    }
    return result;
}

uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return UINT64_C(1000000000) * (uint64_t)t.tv_sec + (uint64_t)t.tv_nsec;
}

int read_file(const char *name, void *target, int most) {
    int file = (int)must(name, open(name, O_RDONLY | O_CLOEXEC));
    int bytes = (int)must(name, read(file, target, (size_t)most));
    close(file);
    return bytes;
}

static int next_launch(void) {
    char line[16];
    if (fgets(line, sizeof line, stdin) == NULL) {
        return 0;
    }
    if (strcmp(line, "launch\n") != 0) {
        fail("standard input", EBADMSG);
    }
    return 1;
}

static void answer(uint64_t nanos) {
    printf("%llu\n", (unsigned long long)nanos);
    must("standard output", fflush(stdout));
}

/* The rest of the command line, from the kind on; whether it is one that can be told to storm. */
static int prepare_probe(int argc, char **argv) {
    if (strcmp(argv[0], "process") == 0 && argc == 2) {
        prepare_process(argv[1]);
        return 1;
    }
    if (strcmp(argv[0], "namespace") == 0 && argc == 4) {
        prepare_namespace(argv[1], argv + 2, 1);
        return 1;
    }
    if (strcmp(argv[0], "namespace-network") == 0 && argc == 4) {
        prepare_namespace(argv[1], argv + 2, 0);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    const char *mode = argc < 3 ? "" : argv[1];
    if (strcmp(mode, "storm") == 0 && argc > 5 && prepare_probe(argc - 5, argv + 5)) {
        while (next_launch()) {
            storm(atoi(argv[2]), UINT64_C(1000000) * (uint64_t)atoi(argv[3]),
                  UINT64_C(1000000) * (uint64_t)atoi(argv[4]));
        }
        return 0;
    }
    uint64_t (*launch)(void) = launch_probe;
    if (argc > 2 && prepare_probe(argc - 1, argv + 1)) {
        launch = launch_probe;
    } else if (strcmp(mode, "kvm") == 0 && argc == 3) {
        prepare_guest(argv[2]);
        launch = launch_guest;
    } else if ((strcmp(mode, "kvm-fork") == 0 || strcmp(mode, "kvm-rewind") == 0) && argc == 3) {
        prepare_fork(argv[2]);
        launch = strcmp(mode, "kvm-fork") == 0 ? launch_fork : launch_rewind;
    } else {
        fail("usage: [storm LAUNCHERS LIFETIME_MS MILLISECONDS] process PROBE | namespace[-network] ROOT MEMORY_CGROUP PIDS_CGROUP | kvm CODE |"
             " kvm-fork FORK_CODE | kvm-rewind FORK_CODE",
             EINVAL);
    }
    while (next_launch()) {
        answer(launch());
    }
    return 0;
}
