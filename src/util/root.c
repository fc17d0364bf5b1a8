#include "util/root.h"

#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define READ_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

bool root_open(struct root *r, const char *path)
{
    r->path = path;
    r->fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (r->fd < 0)
        file_need_descriptors(errno);
    return r->fd >= 0;
}

void root_close(struct root *r)
{
    if (r->fd >= 0)
        close(r->fd);
    r->fd = -1;
}

/* Without openat2: every component by itself, links and ".." refused. */
static int open_by_component(int dir, const char *relative)
{
    char part[256];
    int at = dup(dir);

    while (at >= 0) {
        size_t len = strcspn(relative, "/");
        bool last = relative[len] == '\0';
        int next;

        if (len >= sizeof part || (len == 2 && relative[0] == '.' && relative[1] == '.')) {
            close(at);
            errno = len >= sizeof part ? ENAMETOOLONG : EXDEV;
            return -1;
        }
        memcpy(part, relative, len);
        part[len] = '\0';
        next = openat(at, len ? part : ".",
                      O_NOFOLLOW | (last ? READ_FLAGS : O_PATH | O_DIRECTORY | O_CLOEXEC));
        close(at);
        if (last || next < 0)
            return next;
        at = next;
        relative += len + 1;
    }
    return -1;
}

static int open_beneath(int dir, const char *relative)
{
    struct open_how how = {.flags = READ_FLAGS,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    int fd = (int)syscall(SYS_openat2, dir, relative, &how, sizeof how);

    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        return open_by_component(dir, relative);
    return fd;
}

int root_open_file(const struct root *r, const char *relative)
{
    struct stat st;
    int fd;

    if (relative[0] == '/') {
        errno = EXDEV;
        return -1;
    }
    fd = open_beneath(r->fd, relative);
    if (fd < 0) {
        file_need_descriptors(errno);
        return -1;
    }
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
        return -1;
    }
    return fd;
}
