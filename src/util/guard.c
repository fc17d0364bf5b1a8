#include "util/guard.h"

#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Sanitizers map far more than any limit. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LIMIT_MEMORY 0
#else
#define LIMIT_MEMORY 1
#endif

void *guard_memory(size_t size)
{
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

void guard_free(void *memory, size_t size)
{
    if (memory)
        munmap(memory, size);
}

enum { STATM_DATA = 6 };

/* Bytes of data the process has, the sixth number of statm (proc(5)); RLIMIT_DATA
 * counts the same. */
static size_t data_size(void)
{
    FILE *file = fopen("/proc/self/statm", "re");
    char line[256] = "", *at = line;
    unsigned long pages = 0;

    if (!file)
        return 0;
    if (fgets(line, sizeof line, file))
        for (int i = 0; i < STATM_DATA; i++)
            pages = strtoul(at, &at, 10);
    fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static void limit(int resource, size_t value)
{
    struct rlimit given = {value, value};

    setrlimit(resource, &given);
}

/*
 * The copy must not act for the program: not remove its outputs, say nothing, and not
 * outlive it.
 */
static void leave_program(void)
{
    static const int signals[] = {SIGABRT, SIGINT,  SIGTERM, SIGHUP, SIGXFSZ,
                                  SIGPIPE, SIGXCPU, SIGALRM, SIGSEGV, SIGBUS, SIGQUIT};
    sigset_t none;
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    file_forget_unfinished();
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (null >= 0) {
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
    }
}

static _Noreturn void run_copy(const struct guard_limits *limits, size_t data,
                               bool (*task)(void *user), void *user)
{
    leave_program();
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, limits->seconds);
    if (LIMIT_MEMORY && data > 0)
        limit(RLIMIT_DATA, data + limits->memory);
    alarm(4 * limits->seconds); /* should it sleep */
    _exit(task(user) ? 0 : 1);
}

enum guard_end guard_run(const struct guard_limits *limits, bool (*task)(void *user),
                         void *user)
{
    size_t data = data_size();
    pid_t child = fork();
    int status;

    if (child == 0)
        run_copy(limits, data, task, user);
    if (child < 0) /* it is not the task that failed */
        file_abandon("seoga: error: no process can be started to decode an image (see "
                     "ulimit -u); nothing was written [processes]\n");
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return GUARD_STOPPED;
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
        return GUARD_STOPPED;
    return WEXITSTATUS(status) == 0 ? GUARD_DONE : GUARD_FAILED;
}
