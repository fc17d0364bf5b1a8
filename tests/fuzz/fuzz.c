#include "fuzz.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64];

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void remove_folder(void)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *fuzz_folder(void)
{
    if (folder[0])
        return folder;
    strcpy(folder, "/tmp/seoga-fuzz-XXXXXX");
    if (!mkdtemp(folder))
        fuzz_fail("no folder");
    atexit(remove_folder);
    return folder;
}

const char *fuzz_write(const char *name, const void *data, size_t size)
{
    static char path[256];
    FILE *out;

    snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
    out = fopen(path, "wb");
    if (!out || fwrite(data, 1, size, out) != size || fclose(out) != 0)
        fuzz_fail("cannot write");
    return path;
}

void fuzz_fail(const char *what)
{
    fprintf(stderr, "fuzz: %s\n", what);
    abort();
}
