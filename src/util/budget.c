#include "util/budget.h"

void budget_init(struct budget *b, size_t whole)
{
    b->whole = whole;
    b->taken = 0;
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->given, NULL);
}

void budget_release(struct budget *b)
{
    pthread_mutex_destroy(&b->lock);
    pthread_cond_destroy(&b->given);
}

void budget_take(struct budget *b, size_t bytes)
{
    pthread_mutex_lock(&b->lock);
    while (b->taken > 0 &&
           bytes > b->whole - (b->taken < b->whole ? b->taken : b->whole))
        pthread_cond_wait(&b->given, &b->lock);
    b->taken += bytes;
    pthread_mutex_unlock(&b->lock);
}

void budget_give(struct budget *b, size_t bytes)
{
    pthread_mutex_lock(&b->lock);
    b->taken -= bytes;
    pthread_cond_broadcast(&b->given);
    pthread_mutex_unlock(&b->lock);
}
