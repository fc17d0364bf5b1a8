#include "util/budget.h"
#include "util/file.h"
#include "util/guard.h"
#include "util/heap.h"
#include "util/pool.h"
#include "util/spool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* budget, spool, guard: what threads and copies of the program share. */

enum { TASKS = 200, WHOLE = 100 };

struct sharing {
    struct budget budget;
    struct spool spool;
    atomic_size_t taken, most;
    size_t offsets[TASKS];
};

static size_t share_of(size_t index)
{
    return index % 7 == 0 ? 250 : index % 60; /* some more than there is */
}

static void take_and_give(void *user, size_t index)
{
    struct sharing *s = user;
    size_t share = share_of(index), now, most;

    budget_take(&s->budget, share);
    now = atomic_fetch_add(&s->taken, share) + share;
    most = atomic_load(&s->most);
    while (now > most && !atomic_compare_exchange_weak(&s->most, &most, now))
        ;
    if (now > WHOLE && now != share)
        abort(); /* too much is taken, and not by one alone */
    atomic_fetch_sub(&s->taken, share);
    budget_give(&s->budget, share);
}

static void a_budget_is_kept(void **state)
{
    struct sharing s = {0};

    (void)state;
    budget_init(&s.budget, WHOLE);
    pool_run(8, TASKS, take_and_give, &s);
    assert_int_equal(s.budget.taken, 0);
    assert_int_equal(atomic_load(&s.most), 250);
    budget_release(&s.budget);
}

/* Texts of different lengths that name their task. */
static void fill(char *text, size_t index)
{
    memset(text, 'a' + (int)(index % 26), 1000);
    text[index % 500] = '#';
}

static void add_to_spool(void *user, size_t index)
{
    struct sharing *s = user;
    char text[1000];

    fill(text, index);
    if (!spool_add(&s->spool, text, 500 + index, &s->offsets[index]))
        abort();
}

static size_t count_files(const char *folder)
{
    DIR *dir = opendir(folder);
    size_t count = 0;

    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2; /* . and .. */
}

static void a_spool_gives_back_what_it_took(void **state)
{
    char folder[] = "/tmp/seoga-test-XXXXXX", text[1000], back[1000];
    struct sharing s = {0};

    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_true(spool_open(&s.spool, folder));
    pool_run(4, TASKS, add_to_spool, &s);
    for (size_t i = 0; i < TASKS; i++) {
        fill(text, i);
        assert_true(spool_read(&s.spool, s.offsets[i], back, 500 + i));
        assert_memory_equal(text, back, 500 + i);
    }
    assert_false(spool_read(&s.spool, s.spool.len, back, 1));
    assert_int_equal(count_files(folder), 0);
    spool_close(&s.spool);
    assert_int_equal(rmdir(folder), 0);
    assert_false(spool_open(&s.spool, folder));
    assert_int_equal(s.spool.error, ENOENT);
    spool_close(&s.spool);
}

static bool succeed(void *user)
{
    memcpy(user, "done", 5);
    return true;
}

static bool give_up(void *user)
{
    (void)user;
    return false;
}

static bool crash(void *user)
{
    (void)user;
    abort();
}

static bool run_on(void *user)
{
    volatile unsigned *count = user;

    for (;;)
        (*count)++;
    return true;
}

/* There is no limit of memory under a sanitizer. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static bool devour(void *user)
{
    (void)user;
    for (int i = 0; i < 1000; i++) {
        char *more = malloc(1 << 20);

        if (!more)
            abort();
        memset(more, 1, 1 << 20);
    }
    return true;
}
#endif

static void a_guarded_task_does_no_harm(void **state)
{
    static const struct guard_limits limits = {64 << 20, 1};
    char *shared = guard_memory(4096);

    (void)state;
    assert_non_null(shared);
    assert_int_equal(guard_run(&limits, succeed, shared), GUARD_DONE);
    assert_string_equal(shared, "done");
    assert_int_equal(guard_run(&limits, give_up, NULL), GUARD_FAILED);
    assert_int_equal(guard_run(&limits, crash, NULL), GUARD_STOPPED);
    assert_int_equal(guard_run(&limits, run_on, shared), GUARD_STOPPED);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    assert_int_equal(guard_run(&limits, devour, NULL), GUARD_STOPPED);
#endif
    guard_free(shared, 4096);
}

static void *abandon(void *barrier)
{
    pthread_barrier_wait(barrier);
    file_abandon("one line\n");
}

static _Noreturn void abandon_in_threads(int out)
{
    pthread_barrier_t barrier;
    pthread_t threads[8];

    dup2(out, STDERR_FILENO);
    pthread_barrier_init(&barrier, NULL, 8);
    for (int i = 0; i < 8; i++)
        if (pthread_create(&threads[i], NULL, abandon, &barrier) != 0)
            _exit(2);
    for (;;)
        pause();
}

/* The message has to wait for room in the pipe, so all threads come to it. */
static void the_end_is_told_once(void **state)
{
    static char filling[1 << 16], said[1 << 17];
    size_t len = 0;
    int ends[2], status;
    ssize_t got;
    pid_t child;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[1], F_SETPIPE_SZ, sizeof filling), sizeof filling);
    assert_int_equal(write(ends[1], filling, sizeof filling), sizeof filling);
    child = fork();
    assert_true(child >= 0);
    if (child == 0)
        abandon_in_threads(ends[1]);
    close(ends[1]);
    usleep(100000);
    while ((got = read(ends[0], said + len, sizeof said - len)) > 0)
        len += (size_t)got;
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_int_equal(len, sizeof filling + strlen("one line\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_budget_is_kept),
        cmocka_unit_test(a_spool_gives_back_what_it_took),
        cmocka_unit_test(a_guarded_task_does_no_harm),
        cmocka_unit_test(the_end_is_told_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
