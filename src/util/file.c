#include "util/file.h"

#include "util/heap.h"
#include "util/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Descriptors */

void file_need_descriptors(int error)
{
    if (error == EMFILE)
        file_abandon("seoga: error: too many files are open (see ulimit -n); nothing was "
                     "written [descriptors]\n");
    if (error == ENFILE)
        file_abandon("seoga: error: the system has too many files open; nothing was "
                     "written [descriptors]\n");
    errno = error;
}

void file_try_descriptors(void)
{
    int fd = open("/", O_PATH | O_CLOEXEC);

    if (fd < 0)
        file_need_descriptors(errno);
    else
        close(fd);
}

/* Reading */

static const char *type_name(mode_t mode)
{
    if (S_ISDIR(mode))
        return "a folder";
    if (S_ISFIFO(mode))
        return "a pipe";
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return "a device";
    return "not a regular file";
}

static struct diag_pos in_file(const char *name)
{
    return (struct diag_pos){.file = name};
}

/* Opens a regular file without waiting for the other end of a pipe. */
static int open_regular(const char *path, struct stat *st, struct diag *diag)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    if (fd < 0) {
        file_need_descriptors(errno);
        diag_error(diag, in_file(path), "file-missing", "cannot be opened: %s",
                   strerror(errno));
        return -1;
    }
    if (fstat(fd, st) != 0 || !S_ISREG(st->st_mode)) {
        diag_error(diag, in_file(path), "file-type",
                   "is %s; name a regular file, or - for standard input",
                   type_name(st->st_mode));
        close(fd);
        return -1;
    }
    return fd;
}

bool file_read_fd(int fd, const char *name, size_t limit, struct buf *out,
                  struct diag *diag)
{
    for (;;) {
        char *to = buf_reserve(out, 64 << 10);
        ssize_t got = read(fd, to, 64 << 10);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            diag_error(diag, in_file(name), "file-read", "cannot be read: %s",
                       strerror(errno));
            return false;
        }
        buf_commit(out, (size_t)got);
        if (out->len > limit) {
            diag_error(diag, in_file(name), "file-limit", "is larger than %zu MB",
                       limit >> 20);
            return false;
        }
        if (got == 0)
            return true;
    }
}

bool file_read(const char *path, size_t limit, struct buf *out, struct diag *diag)
{
    struct stat st;
    bool good;
    int fd;

    if (strcmp(path, "-") == 0)
        return file_read_fd(STDIN_FILENO, "standard input", limit, out, diag);
    fd = open_regular(path, &st, diag);
    if (fd < 0)
        return false;
    if (st.st_size > 0 && (size_t)st.st_size <= limit)
        buf_reserve(out, (size_t)st.st_size + (64 << 10));
    good = file_read_fd(fd, path, limit, out, diag);
    close(fd);
    return good;
}

bool file_map_open(struct file_map *m, const char *path, struct diag *diag)
{
    struct stat st;
    int fd = open_regular(path, &st, diag);
    void *p;

    *m = (struct file_map){0};
    if (fd < 0)
        return false;
    m->len = (size_t)st.st_size;
    p = m->len ? mmap(NULL, m->len, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
    if (p == MAP_FAILED) {
        diag_error(diag, in_file(path), "file-read", "cannot be mapped: %s",
                   strerror(errno));
        *m = (struct file_map){0};
        p = NULL;
    }
    close(fd);
    m->data = p;
    return p || st.st_size == 0;
}

/* Such as system calls take it, which do not say that they leave it alone. */
static void *address_of(const struct file_map *m)
{
    union {
        const void *in;
        void *out;
    } data = {m->data};

    return data.out;
}

void file_map_forget(const struct file_map *m)
{
    if (m->data)
        madvise(address_of(m), m->len, MADV_DONTNEED);
}

void file_map_close(struct file_map *m)
{
    if (m->data)
        munmap(address_of(m), m->len);
    *m = (struct file_map){0};
}

/*
 * Unfinished outputs: the names a signal handler or an exhausted heap has to
 * unlink. A slot's name is set before the file exists and cleared after it is gone.
 */
enum { SLOTS = 256 }; /* two outputs for each thread of a pool, and some */
static _Atomic(char *) unfinished[SLOTS];

static int claim_slot(char *temp)
{
    for (int i = 0; i < SLOTS; i++) {
        char *none = NULL;

        if (atomic_compare_exchange_strong(&unfinished[i], &none, temp))
            return i;
    }
    return -1;
}

void file_unlink_unfinished(void)
{
    for (int i = 0; i < SLOTS; i++) {
        char *temp = atomic_load(&unfinished[i]);

        if (temp)
            unlink(temp);
    }
}

static atomic_flag abandoned = ATOMIC_FLAG_INIT;

_Noreturn void file_abandon(const char *message)
{
    ssize_t ignored;

    while (atomic_flag_test_and_set(&abandoned))
        pause(); /* what one thread lacks others lack too: it is said once */
    ignored = write(STDERR_FILENO, message, strlen(message));
    (void)ignored;
    file_unlink_unfinished();
    _exit(1);
}

void file_forget_unfinished(void)
{
    atomic_flag_clear(&abandoned);
    for (int i = 0; i < SLOTS; i++)
        atomic_store(&unfinished[i], NULL);
}

/* Writing */

/* ".name.12345.67890abc-6.seoga" beside the output, unlike what a killed run with the
 * same number left: two threads may be writing a file of one name (an image that both
 * fetched into the cache). A long name is cut to what the file system takes. */
static char *temp_name(const char *path)
{
    static atomic_uint number;
    struct arena scratch = {0};
    char *dir = path_dir(&scratch, path);
    struct timespec now = {0};
    char *name, *temp;

    clock_gettime(CLOCK_REALTIME, &now);
    name = arena_printf(&scratch, ".%.*s.%ld.%08lx-%u.seoga", NAME_MAX - 48,
                        path_base(path), (long)getpid(), (unsigned long)now.tv_nsec,
                        atomic_fetch_add(&number, 1));
    name = path_join(&scratch, dir, name);
    temp = heap_strndup(name, strlen(name));
    arena_release(&scratch);
    return temp;
}

/*
 * A file without a name, of which nothing is left even when the program is killed; with
 * its temporary name where the file system has none of those.
 */
static int open_unfinished(struct file_out *o, bool named)
{
    struct arena scratch = {0};
    int fd = named ? -1
                   : open(path_dir(&scratch, o->path),
                          O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);

    arena_release(&scratch);
    o->unnamed = fd >= 0 && access("/proc/self/fd", X_OK) == 0;
    if (o->unnamed)
        return fd;
    if (fd >= 0)
        close(fd);
    return open(o->temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
}

/* Gives an unnamed file its temporary name, since no link takes another's place. */
static void name_unfinished(struct file_out *o)
{
    char self[32];

    if (!o->unnamed || o->error)
        return;
    snprintf(self, sizeof self, "/proc/self/fd/%d", o->fd);
    if (linkat(AT_FDCWD, self, AT_FDCWD, o->temp, AT_SYMLINK_FOLLOW) != 0)
        o->error = errno;
}

static bool open_out(struct file_out *o, const char *path, bool named,
                     struct diag *diag)
{
    *o = (struct file_out){.path = path, .temp = temp_name(path), .fd = -1};
    o->slot = claim_slot(o->temp);
    if (o->slot >= 0)
        o->fd = open_unfinished(o, named);
    if (o->fd >= 0)
        return true;
    diag_error(diag, in_file(path), "file-write",
               "cannot be written: %s; check its folder",
               o->slot < 0 ? "too many outputs" : strerror(errno));
    if (o->slot >= 0)
        atomic_store(&unfinished[o->slot], NULL);
    heap_free(o->temp);
    *o = (struct file_out){0};
    return false;
}

bool file_out_open(struct file_out *o, const char *path, struct diag *diag)
{
    return open_out(o, path, false, diag);
}

bool file_out_open_named(struct file_out *o, const char *path, struct diag *diag)
{
    return open_out(o, path, true, diag);
}

void file_out_write(struct file_out *o, const void *bytes, size_t len)
{
    const char *from = bytes;

    while (len > 0 && !o->error) {
        ssize_t put = write(o->fd, from, len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            o->error = put < 0 ? errno : ENOSPC;
            return;
        }
        from += put;
        len -= (size_t)put;
        o->written += (size_t)put;
    }
}

void file_out_seek(struct file_out *o, size_t offset)
{
    if (!o->error && lseek(o->fd, (off_t)offset, SEEK_SET) < 0)
        o->error = errno;
}

static void forget(struct file_out *o)
{
    atomic_store(&unfinished[o->slot], NULL);
    heap_free(o->temp);
    *o = (struct file_out){0};
}

/* What stands at `path` that a file must not take the place of, or NULL: a pipe or a device
 * is not made again by the next run. */
static const char *irreplaceable(const char *path)
{
    struct stat st;

    if (lstat(path, &st) != 0 || S_ISREG(st.st_mode) || S_ISLNK(st.st_mode))
        return NULL;
    return type_name(st.st_mode);
}

static bool put_in_place(struct file_out *o, const char *path, struct diag *diag)
{
    const char *other = irreplaceable(path);

    if (!o->error && !other && rename(o->temp, path) != 0)
        o->error = errno;
    if (!o->error && !other)
        return true;
    diag_error(diag, in_file(path), "file-write",
               other && !o->error ? "cannot be written: it is %s; nothing was left behind"
                                  : "cannot be written: %s; nothing was left behind",
               o->error ? strerror(o->error) : other);
    unlink(o->temp);
    return false;
}

bool file_out_keep(struct file_out *o, const char *path, struct diag *diag)
{
    bool good;

    name_unfinished(o);
    if (close(o->fd) != 0 && !o->error)
        o->error = errno;
    good = put_in_place(o, path, diag);
    forget(o);
    return good;
}

bool file_out_commit(struct file_out *o, struct diag *diag)
{
    if (!o->error && fsync(o->fd) != 0 && errno != EINVAL && errno != EROFS)
        o->error = errno;
    return file_out_keep(o, o->path, diag);
}

void file_out_abort(struct file_out *o)
{
    if (!o->temp)
        return;
    close(o->fd);
    unlink(o->temp);
    forget(o);
}

static int write_all(int fd, const char *from, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, from, len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return errno;
        from += put;
        len -= (size_t)put;
    }
    return 0;
}

bool file_out_copy(struct file_out *o, int fd, const char *name, struct diag *diag)
{
    enum { PIECE = 64 << 10 };
    char *bytes = heap_alloc(PIECE);
    ssize_t got = 1;

    file_out_seek(o, 0);
    while (!o->error && got != 0) {
        got = read(o->fd, bytes, PIECE);
        if (got > 0)
            o->error = write_all(fd, bytes, (size_t)got);
        else if (got < 0 && errno != EINTR)
            o->error = errno;
    }
    heap_free(bytes);
    if (o->error)
        diag_error(diag, in_file(name), "file-write", "cannot be written: %s",
                   strerror(o->error));
    got = o->error;
    file_out_abort(o);
    return got == 0;
}

bool file_make_folders(const char *path)
{
    char *copy = heap_strndup(path, strlen(path));
    bool good = true;

    for (char *s = copy + 1; good; s++) {
        char end = *s;

        if (end && end != '/')
            continue;
        *s = '\0';
        good = mkdir(copy, 0777) == 0 || errno == EEXIST;
        *s = end;
        if (!end)
            break;
    }
    heap_free(copy);
    return good;
}

bool file_same(const char *a, const char *b)
{
    struct stat sa, sb;

    return stat(a, &sa) == 0 && stat(b, &sb) == 0 && sa.st_dev == sb.st_dev &&
           sa.st_ino == sb.st_ino;
}

bool file_is_beneath(const char *path, const char *folder)
{
    char *real = realpath(path, NULL), *top = realpath(folder, NULL);
    size_t len = top ? strlen(top) : 0;
    bool beneath = real && top && strncmp(real, top, len) == 0 &&
                   (len == 1 || real[len] == '/');

    heap_free(real);
    heap_free(top);
    return beneath;
}

bool file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

const char *file_program_folder(struct arena *a)
{
    char path[4096];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);

    if (len <= 0 || (size_t)len == sizeof path)
        return NULL;
    return path_dir(a, arena_strndup(a, path, (size_t)len));
}

bool file_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *file_real_path(struct arena *a, const char *path)
{
    char *found = realpath(path, NULL);
    const char *copy = found ? arena_strdup(a, found) : NULL;

    heap_free(found);
    return copy;
}
