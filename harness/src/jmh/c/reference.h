/* What the parts of launch-reference.c share. */
#ifndef REFERENCE_H
#define REFERENCE_H

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
void prepare_namespace(const char *root, char *const *cgroups);
void prepare_guest(const char *code);
void prepare_fork(const char *code);

/* Start one instance, see its first byte or exit, end it; nanoseconds from t0 to the first. */
uint64_t launch_probe(void);
uint64_t launch_guest(void);
uint64_t launch_fork(void);
uint64_t launch_rewind(void);

#endif
