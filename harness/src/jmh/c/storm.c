/* As many starts as there can be, each stopped after its lifetime: see harness.storm's Launcher. */
#define _GNU_SOURCE
#include "reference.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Live at once in one launcher; more than any host starts in a lifetime of a second. */
#define MOST 65536

static struct instance living[MOST];

/* Unless STORM_BIND=0, launchers are bound to a CPU each, as Tare's are; instances are freed by their first steps. */
static int bind_launchers;

static void bind_to(int number) {
    cpu_set_t all;
    cpu_set_t one;
    must("sched_getaffinity", sched_getaffinity(0, sizeof all, &all));
    free_instances(&all, sizeof all);
    number %= CPU_COUNT(&all);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (CPU_ISSET(cpu, &all) && number-- == 0) {
            CPU_ZERO(&one);
            CPU_SET(cpu, &one);
            must("sched_setaffinity", sched_setaffinity(0, sizeof one, &one));
        }
    }
}

/* One launcher: the starts that were ready between the two times. */
static uint64_t launcher(uint64_t lifetime, uint64_t from, uint64_t until) {
    unsigned oldest = 0;
    unsigned next = 0;
    uint64_t count = 0;
    prctl(PR_SET_TIMERSLACK, 1);
    while (1) {
        uint64_t at = now();
        struct instance *const old = &living[oldest % MOST];
        if (oldest != next && old->start + lifetime <= at) {
            stop_probe(old);
            oldest++;
        } else if (at < until && next - oldest < MOST) {
            struct instance *const new = &living[next % MOST];
            start_probe(new, next);
            uint64_t ready = now();
            new->start = ready; /* a lifetime is counted from ready */
            count += ready >= from && ready < until;
            next++;
        } else if (oldest == next) {
            return count;
        } else {
            uint64_t left = old->start + lifetime - at;
            usleep((unsigned)(left / 1000));
        }
    }
}

void storm(int launchers, uint64_t lifetime, uint64_t nanos) {
    int counts[2];
    uint64_t from = now() + lifetime;
    uint64_t total = 0;
    const char *bind = getenv("STORM_BIND");
    bind_launchers = bind == NULL || bind[0] != '0';
    must("pipe", pipe(counts));
    for (int i = 0; i < launchers; i++) {
        int pid = fork();
        must("fork", pid);
        if (pid == 0) {
            if (bind_launchers) {
                bind_to(i);
            }
            uint64_t count = launcher(lifetime, from, from + nanos);
            must("write", write(counts[1], &count, sizeof count));
            _exit(0);
        }
    }
    for (int i = 0; i < launchers; i++) {
        uint64_t count = 0;
        int status = 0;
        must("wait", wait(&status));
        if (status != 0) {
            fail("a launcher", ECHILD);
        }
        must("read", read(counts[0], &count, sizeof count));
        total += count;
    }
    close(counts[0]);
    close(counts[1]);
    printf("%.1f\n", (double)total * 1e9 / (double)nanos);
    must("standard output", fflush(stdout));
}
