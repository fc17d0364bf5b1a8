/*
 * Runs a fuzz target over saved inputs, without a fuzzing engine: each argument is a file or
 * a folder of files. Beside golden cases lies what is expected of them, which is no input.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t len = 0, got;

    if (!in) {
        perror(path);
        return 0;
    }
    do {
        bytes = realloc(bytes, len + 65536);
        if (!bytes)
            abort();
        got = fread(bytes + len, 1, 65536, in);
        len += got;
    } while (got > 0);
    fclose(in);
    LLVMFuzzerTestOneInput(bytes, len);
    free(bytes);
    return 1;
}

static bool is_expected(const char *name)
{
    static const char *const ends[] = {".tree", ".diag", ".xhtml", ".pages", ".tags"};
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
        if (strcmp(dot, ends[i]) == 0)
            return true;
    return false;
}

static int replay_folder(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    char name[4096];
    int count = 0;

    if (!dir)
        return replay_file(path);
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.' || is_expected(entry->d_name))
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        count += replay_file(name);
    }
    closedir(dir);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;

    for (int i = 1; i < argc; i++)
        count += replay_folder(argv[i]);
    printf("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
