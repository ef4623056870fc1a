/* What the parts of launch-reference.c share. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/* How long an instance may take before its launch counts as failed. */
#define DEADLINE_SECONDS 10

/* Names the step on standard error and ends the program with status 1. */
_Noreturn void fail(const char *step, int error);

/* The result, unless it is negative: then fails with errno. */
long must(const char *step, long result);

/* CLOCK_MONOTONIC in nanoseconds. */
uint64_t now(void);

/* Reads a file's first bytes and returns how many they are. */
int read_file(const char *name, void *target, int most);

/* Makes ready for launches; called once. */
void prepare_process(const char *probe);
void prepare_namespace(const char *root, char *const *cgroups, int network);
void prepare_guest(const char *code);
void prepare_fork(const char *code);

/* A probe that lives. */
struct instance {
    int pid, pidfd, control, ready;
    unsigned number;
    uint64_t start;
    long got;
    char byte;
};

/* Starts a probe under a number that no other living one has, and sees its first byte; nanoseconds from t0. */
uint64_t start_probe(struct instance *target, unsigned number);

/* Ends it and removes all that is left of it. */
void stop_probe(const struct instance *which);

/* Instances are bound to these CPUs by their first steps, wherever their launcher is. */
void free_instances(const void *cpus, size_t bytes);

/* Starts probes as fast as it can in so many processes and stops each after its lifetime: prints the rate. */
void storm(int launchers, uint64_t lifetime_nanos, uint64_t nanos);

/* Start one instance, see its first byte or exit, end it; nanoseconds from t0 to the first. */
uint64_t launch_probe(void);
uint64_t launch_guest(void);
uint64_t launch_fork(void);
uint64_t launch_rewind(void);

#endif
