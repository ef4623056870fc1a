/* Guests that live on, for crowd-reference.c. */
#ifndef CROWD_H
#define CROWD_H

#include <stdint.h>

struct held_guest {
    int machine;
    int vcpu;
    int acted;
    void *memory;
    void *run;
};

/* Makes one and lets it act; nanoseconds from t0 to its first exit. */
uint64_t hold_guest(struct held_guest *h);

/* Ends it. */
void let_go_of_guest(struct held_guest *h);

#endif
