/*
 * Preloaded into the program: the call of the environment variable FAILING_CALL fails,
 * the FAILING_AT-th time, and from then on with FAILING_ON. Calls that go to the
 * standard streams are not counted. With FAILING_COUNT, a file, nothing fails and their
 * number is written there at the end.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* What the program's own malloc asks in the end. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);

static atomic_long calls;
static long fails_at;
static int on, error;
static char wanted[16];

__attribute__((constructor)) static void prepare(void)
{
    const char *call = getenv("FAILING_CALL"), *at = getenv("FAILING_AT"),
               *code = getenv("FAILING_ERROR");

    fails_at = at ? strtol(at, NULL, 10) : 0;
    error = code ? (int)strtol(code, NULL, 10) : ENOSPC;
    on = getenv("FAILING_ON") != NULL;
    if (call)
        strncpy(wanted, call, sizeof wanted - 1);
}

__attribute__((destructor)) static void report(void)
{
    const char *file = getenv("FAILING_COUNT");
    char text[32];
    int fd = file ? (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT, 0600) : -1;

    if (fd < 0)
        return;
    syscall(SYS_write, fd, text,
            (size_t)snprintf(text, sizeof text, "%ld\n", atomic_load(&calls)));
    syscall(SYS_close, fd);
}

/* Counts the call when it is the one that is to fail. */
static int fails(const char *call)
{
    long number;

    if (strcmp(call, wanted) != 0)
        return 0;
    number = atomic_fetch_add(&calls, 1) + 1;
    if (fails_at == 0 || (on ? number < fails_at : number != fails_at))
        return 0;
    errno = error;
    return 1;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    if (fd > 2 && fails("write"))
        return -1;
    return syscall(SYS_write, fd, bytes, len);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t offset)
{
    return fails("pwrite") ? -1 : syscall(SYS_pwrite64, fd, bytes, len, offset);
}

int fsync(int fd)
{
    return fails("fsync") ? -1 : (int)syscall(SYS_fsync, fd);
}

int close(int fd)
{
    int wrong = fd > 2 && fails("close");

    return (int)syscall(SYS_close, fd) != 0 || wrong ? -1 : 0;
}

/* "tmpfile": no file system has files without a name; "open": any file. */
int open(const char *path, int flags, ...)
{
    va_list args;
    int mode;

    va_start(args, flags);
    mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(args, int) : 0;
    va_end(args);
    if ((flags & O_TMPFILE) == O_TMPFILE && fails("tmpfile"))
        return -1;
    if (fails("open"))
        return -1;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

pid_t fork(void)
{
    static __typeof__(&fork) next;

    if (!next)
        next = (__typeof__(next))dlsym(RTLD_NEXT, "fork");
    return fails("fork") ? -1 : next();
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    return fails("linkat") ? -1
                           : (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

int rename(const char *from, const char *to)
{
    return fails("rename") ? -1 : (int)syscall(SYS_rename, from, to);
}

off_t lseek(int fd, off_t offset, int whence)
{
    return fails("lseek") ? -1 : (off_t)syscall(SYS_lseek, fd, offset, whence);
}

int ftruncate(int fd, off_t length)
{
    return fails("ftruncate") ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

ssize_t read(int fd, void *bytes, size_t len)
{
    if (fd > 2 && fails("read"))
        return -1;
    return syscall(SYS_read, fd, bytes, len);
}

void *__libc_malloc(size_t size)
{
    static __typeof__(&__libc_malloc) next;

    if (!next)
        next = (__typeof__(next))dlsym(RTLD_NEXT, "__libc_malloc");
    return fails("malloc") ? NULL : next(size);
}

void *__libc_calloc(size_t count, size_t size)
{
    static __typeof__(&__libc_calloc) next;

    if (!next)
        next = (__typeof__(next))dlsym(RTLD_NEXT, "__libc_calloc");
    return fails("malloc") ? NULL : next(count, size);
}

void *__libc_realloc(void *p, size_t size)
{
    static __typeof__(&__libc_realloc) next;

    if (!next)
        next = (__typeof__(next))dlsym(RTLD_NEXT, "__libc_realloc");
    return fails("malloc") ? NULL : next(p, size);
}
