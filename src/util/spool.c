#include "util/spool.h"

#include "util/arena.h"
#include "util/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Where the file system cannot make a file without a name, one loses its name at once.
 */
static int open_nameless(const char *folder)
{
    struct arena scratch = {0};
    char *name = path_join(&scratch, folder, ".seoga-XXXXXX");
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (fd < 0) {
        fd = mkostemp(name, O_CLOEXEC);
        if (fd >= 0)
            unlink(name);
    }
    arena_release(&scratch);
    return fd;
}

bool spool_open(struct spool *s, const char *folder)
{
    *s = (struct spool){.fd = open_nameless(folder)};
    if (s->fd < 0)
        s->error = errno;
    pthread_mutex_init(&s->lock, NULL);
    return s->fd >= 0;
}

void spool_close(struct spool *s)
{
    if (s->fd >= 0)
        close(s->fd);
    pthread_mutex_destroy(&s->lock);
    s->fd = -1;
}

static size_t reserve(struct spool *s, size_t len)
{
    size_t at;

    pthread_mutex_lock(&s->lock);
    at = s->len;
    s->len += len;
    pthread_mutex_unlock(&s->lock);
    return at;
}

bool spool_add(struct spool *s, const void *bytes, size_t len, size_t *offset)
{
    const char *from = bytes;
    size_t at = reserve(s, len), end = at + len;

    *offset = at;
    while (at < end) {
        ssize_t n = pwrite(s->fd, from, end - at, (off_t)at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            pthread_mutex_lock(&s->lock);
            s->error = n < 0 ? errno : ENOSPC;
            pthread_mutex_unlock(&s->lock);
            return false;
        }
        at += (size_t)n;
        from += n;
    }
    return true;
}

bool spool_read(struct spool *s, size_t offset, void *bytes, size_t len)
{
    char *to = bytes;

    while (len > 0) {
        ssize_t n = pread(s->fd, to, len, (off_t)offset);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        to += n;
        offset += (size_t)n;
        len -= (size_t)n;
    }
    return true;
}
