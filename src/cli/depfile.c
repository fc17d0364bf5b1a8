#include "cli/depfile.h"

#include "util/file.h"
#include "util/heap.h"
#include "util/path.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_depfile_open(struct cli_depfile *d, const char *path)
{
    char *here = getcwd(NULL, 0);

    *d = (struct cli_depfile){0};
    d->here = here ? arena_strdup(&d->arena, here) : NULL;
    d->path = path;
    heap_free(here);
}

void cli_depfile_close(struct cli_depfile *d)
{
    buf_release(&d->rules);
    arena_release(&d->arena);
    *d = (struct cli_depfile){0};
}

/*
 * A backslash before blanks, "#" and ":", and "$" doubled; backslashes before a blank or
 * "#" are doubled themselves (GNU Make manual 4.3, 4.5). The characters of patterns stay:
 * Make takes a pattern that fits no file for a name, and ninja knows no escape for them.
 */
static void put_name(struct buf *out, const char *name)
{
    for (const char *s = name; *s; s++) {
        const char *back = s;

        while (strchr(" \t#", *s) && back > name && back[-1] == '\\')
            back--;
        for (; back < s; back++)
            buf_putc(out, '\\');
        if (*s == '$')
            buf_putc(out, '$');
        else if (strchr(" \t#:", *s))
            buf_putc(out, '\\');
        buf_putc(out, *s);
    }
}

static bool can_be_named(const char *name)
{
    return !strpbrk(name, "\n\r");
}

/* From the working folder, when it lies below it. */
static const char *shown(struct cli_depfile *d, const char *path)
{
    size_t len = d->here ? strlen(d->here) : 0;

    if (len > 1 && strncmp(path, d->here, len) == 0 && path[len] == '/')
        path += len + 1;
    return path;
}

static void keep(struct cli_depfile *d, const char *name)
{
    if (d->count == d->cap) {
        const char **old = d->needs;

        d->cap = d->cap ? d->cap * 2 : 64;
        d->needs = arena_array(&d->arena, const char *, d->cap);
        if (d->count)
            memcpy(d->needs, old, d->count * sizeof *old);
    }
    d->needs[d->count++] = name;
}

/* Its time would be that of this run. */
static bool is_written_to(struct cli_depfile *d, const char *folder)
{
    if (file_same(folder, path_dir(&d->arena, d->path)))
        return true;
    for (size_t i = 0; i < d->target_count; i++)
        if (file_same(folder, path_dir(&d->arena, d->targets[i])))
            return true;
    return false;
}

/* It must not be written over. */
static void keep_apart(struct cli_depfile *d, const char *path)
{
    d->taken = d->taken || strcmp(d->path, path) == 0 || file_same(d->path, path);
}

void cli_depfile_need(struct cli_depfile *d, const char *path)
{
    const char *name = arena_strdup(&d->arena, shown(d, path));
    size_t len = strlen(name);

    keep_apart(d, path);
    if (len > 1 && name[len - 1] == '/') {
        if (is_written_to(d, path))
            return;
        name = arena_strndup(&d->arena, name, len - 1);
    }
    if (can_be_named(name))
        keep(d, name);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts the names from `first` on; each stays once. */
static void sort_needs(struct cli_depfile *d, size_t first)
{
    size_t kept = first;

    if (d->count > first + 1)
        qsort(d->needs + first, d->count - first, sizeof *d->needs, by_name);
    for (size_t i = first; i < d->count; i++)
        if (kept == first || strcmp(d->needs[kept - 1], d->needs[i]) != 0)
            d->needs[kept++] = d->needs[i];
    d->count = kept;
}

static void end_rule(struct cli_depfile *d)
{
    if (!d->open)
        return;
    sort_needs(d, d->first);
    for (size_t i = d->first; i < d->count; i++) {
        buf_puts(&d->rules, " \\\n  ");
        put_name(&d->rules, d->needs[i]);
    }
    buf_putc(&d->rules, '\n');
    d->open = false;
}

void cli_depfile_rule(struct cli_depfile *d, const char *const *targets, size_t count)
{
    end_rule(d);
    d->open = true;
    d->first = d->count;
    d->targets = targets;
    d->target_count = count;
    for (size_t i = 0; i < count; i++) {
        keep_apart(d, targets[i]);
        if (i > 0)
            buf_putc(&d->rules, ' ');
        put_name(&d->rules, targets[i]);
    }
    buf_putc(&d->rules, ':');
}

static void add_empty_rules(struct cli_depfile *d)
{
    end_rule(d);
    sort_needs(d, 0);
    for (size_t i = 0; i < d->count; i++) {
        put_name(&d->rules, d->needs[i]);
        buf_puts(&d->rules, ":\n");
    }
}

bool cli_depfile_write(struct cli_depfile *d, struct diag *diag)
{
    struct file_out out;

    if (d->taken) {
        diag_error(diag, (struct diag_pos){.file = d->path}, "usage",
                   "is an output or an input too; name another depfile");
        return false;
    }
    add_empty_rules(d);
    if (!file_out_open(&out, d->path, diag))
        return false;
    file_out_write(&out, buf_str(&d->rules), d->rules.len);
    return file_out_keep(&out, d->path, diag);
}
