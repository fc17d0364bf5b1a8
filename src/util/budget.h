#ifndef UTIL_BUDGET_H
#define UTIL_BUDGET_H

#include <pthread.h>
#include <stddef.h>

/*
 * Memory that tasks of a pool share: each takes what it is about to use and waits until
 * the others have left enough. What is larger than the whole waits to be alone.
 */
struct budget {
    size_t whole, taken; /* bytes */
    pthread_mutex_t lock;
    pthread_cond_t given;
};

void budget_init(struct budget *b, size_t whole);
void budget_release(struct budget *b);

void budget_take(struct budget *b, size_t bytes);
void budget_give(struct budget *b, size_t bytes);

#endif
