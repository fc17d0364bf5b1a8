#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* A folder to be in and one that is out of bounds, each with the file "there". */
struct folders {
    char in[40], out[40];
};

static void make_file(const char *folder, const char *name)
{
    char path[80];
    int fd;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    close(fd);
}

static int set_up(void **state)
{
    struct folders *f = test_calloc(1, sizeof *f);

    snprintf(f->in, sizeof f->in, "/tmp/seoga-in-XXXXXX");
    snprintf(f->out, sizeof f->out, "/tmp/seoga-out-XXXXXX");
    if (!mkdtemp(f->in) || !mkdtemp(f->out))
        return -1;
    make_file(f->in, "there");
    make_file(f->out, "there");
    *state = f;
    return 0;
}

static void remove_file(const char *folder, const char *name)
{
    char path[80];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

static int tear_down(void **state)
{
    struct folders *f = *state;

    remove_file(f->in, "there");
    remove_file(f->in, "new");
    remove_file(f->in, "renamed");
    remove_file(f->out, "there");
    rmdir(f->in);
    rmdir(f->out);
    test_free(f);
    return 0;
}

/* What a child found: a bit for each thing that was not as it should be. */
enum { LACKING = 255 };

static int run_child(int (*task)(const struct folders *f), const struct folders *f)
{
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0)
        _exit(task(f));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void expect_held(int (*task)(const struct folders *f), void **state)
{
    int wrong = run_child(task, *state);

    if (wrong == LACKING)
        print_message("# not held: this kernel cannot, or a sanitizer is at work\n");
    else
        assert_int_equal(wrong, 0);
}

static int open_at(const char *folder, const char *name, int flags)
{
    char path[80];
    int fd;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    fd = open(path, flags, 0600);
    return fd < 0 ? errno : close(fd);
}

static int do_at(int (*call)(const char *path), const char *folder, const char *name)
{
    char path[80];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return call(path) == 0 ? 0 : errno;
}

static int make_folder(const char *path)
{
    return mkdir(path, 0700);
}

static int rename_here(const char *path)
{
    return rename(path, "renamed");
}

static int cut(const char *path)
{
    return truncate(path, 0);
}

static int writing(const struct folders *f)
{
    const char *list[] = {"/nowhere/at/all", NULL, f->in, "/dev/null"};
    int version = cli_sandbox_writes((struct cli_sandbox_paths){list, 4});

    if (version == 0)
        return LACKING;
    if (chdir(f->in) != 0)
        return 1;
    return (open_at(f->in, "new", O_WRONLY | O_CREAT) != 0) << 0 |
           (do_at(rename_here, f->in, "new") != 0) << 1 |
           (open_at(f->out, "there", O_RDONLY) != 0) << 2 |
           (open_at(f->out, "new", O_WRONLY | O_CREAT) != EACCES) << 3 |
           (open_at(f->out, "there", O_WRONLY) != EACCES) << 4 |
           (do_at(unlink, f->out, "there") != EACCES) << 5 |
           (do_at(make_folder, f->out, "folder") != EACCES) << 6 |
           (version >= 3 && do_at(cut, f->out, "there") != EACCES) << 7;
}

static void writes_outside_are_refused(void **state)
{
    expect_held(writing, state);
}

static int reading(const struct folders *f)
{
    const char *list[] = {f->in};

    if (cli_sandbox_reads((struct cli_sandbox_paths){list, 1}) == 0)
        return LACKING;
    return (open_at(f->in, "there", O_RDONLY) != 0) << 0 |
           (open_at(f->in, "new", O_WRONLY | O_CREAT) != 0) << 1 |
           (open_at(f->out, "there", O_RDONLY) != EACCES) << 2 |
           (open_at(f->out, ".", O_RDONLY | O_DIRECTORY) != EACCES) << 3 |
           (open_at(f->out, "gone", O_RDONLY) != ENOENT) << 4 |
           (open_at("/etc", "passwd", O_RDONLY) != EACCES) << 5;
}

static void reads_outside_are_refused(void **state)
{
    expect_held(reading, state);
}

static bool socket_is_refused(int family)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd >= 0)
        close(fd);
    return fd < 0 && errno == EPERM;
}

static int calling(const struct folders *f)
{
    char name[] = "/bin/true", *argv[] = {name, NULL};

    (void)f;
    if (!cli_sandbox_calls(false))
        return LACKING;
    execv(name, argv);
    return (errno != EPERM) << 0 | !socket_is_refused(AF_INET) << 1 |
           !socket_is_refused(AF_INET6) << 2 | !socket_is_refused(AF_UNIX) << 3 |
           (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 || errno != EPERM) << 4 |
           (kill(getppid(), 0) == 0 || errno != EPERM) << 5;
}

static void calls_are_refused(void **state)
{
    expect_held(calling, state);
}

static int fetching(const struct folders *f)
{
    char name[] = "/bin/true", *argv[] = {name, NULL};

    (void)f;
    if (!cli_sandbox_calls(true))
        return LACKING;
    execv(name, argv);
    return (errno != EPERM) << 0 | socket_is_refused(AF_INET) << 1 |
           socket_is_refused(AF_UNIX) << 2 | !socket_is_refused(AF_PACKET) << 3;
}

static void the_network_is_there_when_asked_for(void **state)
{
    expect_held(fetching, state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_outside_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_outside_are_refused, set_up, tear_down),
        cmocka_unit_test(calls_are_refused),
        cmocka_unit_test(the_network_is_there_when_asked_for),
    };

    const char *preloaded = getenv("LD_PRELOAD");

    /* Valgrind makes calls of its own for the process, and would be refused them. */
    if (preloaded && strstr(preloaded, "vgpreload")) {
        puts("1..0 # SKIP under Valgrind");
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
