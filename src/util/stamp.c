#include "util/stamp.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define SECOND 1000000000

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

static bool is_folder(const char *path, const struct stat *st)
{
    size_t len = strlen(path);

    return S_ISDIR(st->st_mode) && len > 0 && path[len - 1] == '/';
}

struct stamp stamp_of(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0 || (!S_ISREG(st.st_mode) && !is_folder(path, &st)))
        return (struct stamp){.size = -1};
    return (struct stamp){st.st_size, nanoseconds(st.st_mtim), nanoseconds(st.st_ctim)};
}

bool stamp_same(struct stamp a, struct stamp b)
{
    return a.size == b.size && a.modified == b.modified && a.changed == b.changed;
}

bool stamp_fresh(struct stamp s)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return s.changed > nanoseconds(now) - 2 * (int64_t)SECOND;
}
