#include "util/pool.h"

#include "util/heap.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { MOST_THREADS = 64 };

struct pool_work {
    atomic_size_t next;
    size_t count;
    void (*task)(void *user, size_t index);
    void *user;
};

static void *run_tasks(void *arg)
{
    struct pool_work *work = arg;
    size_t index;

    while ((index = atomic_fetch_add(&work->next, 1)) < work->count)
        work->task(work->user, index);
    return NULL;
}

void pool_run(int threads, size_t count, void (*task)(void *user, size_t index),
              void *user)
{
    struct pool_work work = {.count = count, .task = task, .user = user};
    pthread_t helpers[MOST_THREADS];
    int started = 0;

    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    /* A thread that cannot be had is no loss: the others do its tasks. */
    while (started + 1 < threads && (size_t)started + 1 < count &&
           pthread_create(&helpers[started], NULL, run_tasks, &work) == 0)
        started++;
    run_tasks(&work);
    while (started > 0)
        pthread_join(helpers[--started], NULL);
}

struct ordered {
    pthread_mutex_t lock;
    bool *done;
    size_t count, next; /* `next`: the first that was not told */
    void (*task)(void *user, size_t index);
    void (*told)(void *user, size_t index);
    void *user;
};

static void run_ordered(void *user, size_t index)
{
    struct ordered *o = user;

    o->task(o->user, index);
    pthread_mutex_lock(&o->lock);
    o->done[index] = true;
    for (; o->next < o->count && o->done[o->next]; o->next++)
        o->told(o->user, o->next);
    pthread_mutex_unlock(&o->lock);
}

void pool_run_in_order(int threads, size_t count,
                       void (*task)(void *user, size_t index),
                       void (*told)(void *user, size_t index), void *user)
{
    struct ordered o = {.done = heap_zalloc(count, sizeof(bool)),
                        .count = count,
                        .task = task,
                        .told = told,
                        .user = user};

    pthread_mutex_init(&o.lock, NULL);
    pool_run(threads, count, run_ordered, &o);
    pthread_mutex_destroy(&o.lock);
    heap_free(o.done);
}

int pool_processors(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    return CPU_COUNT(&set);
}
