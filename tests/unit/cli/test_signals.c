#include "cli/signals.h"
#include "util/file.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/seoga-signals-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

/* Fails where anything was left in it. */
static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

/* A child with an unfinished output of a name is stopped by `stop`; its status. */
static int status_after(void (*stop)(int number), int number)
{
    const struct rlimit no_core = {0, 0};
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        struct file_out out;
        struct diag diag = {0};
        char path[60];

        snprintf(path, sizeof path, "%s/a.pdf", folder);
        setrlimit(RLIMIT_CORE, &no_core);
        cli_signals_install();
        if (!freopen("/dev/null", "w", stderr) ||
            !file_out_open_named(&out, path, &diag))
            _exit(3);
        stop(number);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void send(int number)
{
    raise(number);
}

static void deadly_signals_leave_nothing(void **state)
{
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};

    (void)state;
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        int status = status_after(send, deadly[i]);

        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), deadly[i]);
    }
}

/* Somebody else writes the file of a font anew. */
static void read_what_was_cut(int number)
{
    int fd = memfd_create("font", 0);
    volatile const char *bytes;

    (void)number;
    if (fd < 0 || ftruncate(fd, 1 << 20) != 0)
        _exit(4);
    bytes = mmap(NULL, 1 << 20, PROT_READ, MAP_PRIVATE, fd, 0);
    if (ftruncate(fd, 0) != 0 || bytes[5000] != 0)
        _exit(5);
}

static void a_file_cut_while_it_is_read_ends_the_run(void **state)
{
    int status = status_after(read_what_was_cut, 0);

    (void)state;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

static void *read_in_thread(void *nothing)
{
    read_what_was_cut(0);
    return nothing;
}

/* While the message of the first waits for room in a pipe, others come to the same. */
static void read_in_threads(int number)
{
    static char filling[1 << 16];
    pthread_t threads[4];
    int ends[2];

    if (pipe(ends) != 0 || fcntl(ends[1], F_SETPIPE_SZ, sizeof filling) < 0 ||
        write(ends[1], filling, sizeof filling) < 0 || dup2(ends[1], STDERR_FILENO) < 0)
        _exit(6);
    for (int i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, read_in_thread, NULL) != 0)
            _exit(number);
    usleep(100000);
    if (read(ends[0], filling, sizeof filling) < 0)
        _exit(8);
    for (;;)
        pause();
}

static void so_it_does_when_threads_read_it(void **state)
{
    int status = status_after(read_in_threads, 7);

    (void)state;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deadly_signals_leave_nothing),
        cmocka_unit_test(a_file_cut_while_it_is_read_ends_the_run),
        cmocka_unit_test(so_it_does_when_threads_read_it),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
