#include "cli/statetext.h"

#include "util/heap.h"
#include "util/path.h"
#include "util/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "seoga-state 1"

void cli_statetext_release(struct cli_statetext *t)
{
    heap_free(t->files);
    heap_free(t->outputs);
    arena_release(&t->arena);
    *t = (struct cli_statetext){0};
}

/* Adding */

static struct cli_state_file *new_file(struct cli_statetext *t)
{
    if (t->file_count == t->file_cap) {
        t->file_cap = t->file_cap * 2 + 256;
        t->files = heap_resize(t->files, t->file_cap, sizeof *t->files);
    }
    t->files[t->file_count] = (struct cli_state_file){0};
    return &t->files[t->file_count++];
}

static struct cli_state_output *new_output(struct cli_statetext *t)
{
    if (t->output_count == t->output_cap) {
        t->output_cap = t->output_cap * 2 + 256;
        t->outputs = heap_resize(t->outputs, t->output_cap, sizeof *t->outputs);
    }
    t->outputs[t->output_count] = (struct cli_state_output){0};
    return &t->outputs[t->output_count++];
}

void cli_statetext_add_file(struct cli_statetext *t, const struct cli_state_file *file)
{
    struct cli_state_file *copy = new_file(t);

    *copy = *file;
    copy->path = arena_strdup(&t->arena, file->path);
}

void cli_statetext_add_output(struct cli_statetext *t,
                              const struct cli_state_output *output)
{
    struct cli_state_output *copy = new_output(t);

    *copy = *output;
    copy->path = arena_strdup(&t->arena, output->path);
    copy->uses = arena_array(&t->arena, const char *, output->count + 1);
    for (size_t i = 0; i < output->count; i++)
        copy->uses[i] = arena_strdup(&t->arena, output->uses[i]);
}

/* Reading */

static int file_order(const void *a, const void *b)
{
    const struct cli_state_file *x = a, *y = b;

    return strcmp(x->path, y->path);
}

static int output_order(const void *a, const void *b)
{
    const struct cli_state_output *x = a, *y = b;

    return strcmp(x->path, y->path);
}

static int hex_value(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* "WORD " is cut off `*rest`; false when the line does not begin so. */
static bool skip_word(struct str *rest, const char *word)
{
    if (!str_starts(*rest, word))
        return false;
    *rest = str_skip(*rest, strlen(word));
    return true;
}

static bool take_sha1(struct str *rest, uint8_t sha1[HASH_SHA1_SIZE])
{
    if (rest->len <= HASH_SHA1_SIZE * 2 || rest->s[HASH_SHA1_SIZE * 2] != ' ')
        return false;
    for (size_t i = 0; i < HASH_SHA1_SIZE; i++) {
        int high = hex_value(rest->s[2 * i]), low = hex_value(rest->s[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        sha1[i] = (uint8_t)(high << 4 | low);
    }
    *rest = str_skip(*rest, HASH_SHA1_SIZE * 2 + 1);
    return true;
}

/* The text ends in a NUL, so strtoll stops. */
static bool take_number(struct str *rest, int64_t *number)
{
    char *end;

    if (rest->len == 0 || *rest->s == ' ' || *rest->s == '+')
        return false;
    *number = strtoll(rest->s, &end, 10);
    if (end == rest->s || *end != ' ' || end >= rest->s + rest->len)
        return false;
    *rest = str_skip(*rest, (size_t)(end - rest->s) + 1);
    return true;
}

static bool take_path(struct cli_statetext *t, struct str rest, const char **path)
{
    if (rest.len == 0 || memchr(rest.s, '\0', rest.len))
        return false;
    *path = path_percent_decode(&t->arena, arena_strndup(&t->arena, rest.s, rest.len));
    return *path != NULL;
}

static bool read_file_line(struct cli_statetext *t, struct str rest)
{
    struct cli_state_file file = {0};

    if (!take_sha1(&rest, file.sha1) || !take_number(&rest, &file.stamp.size) ||
        !take_number(&rest, &file.stamp.modified) ||
        !take_number(&rest, &file.stamp.changed) || !take_path(t, rest, &file.path))
        return false;
    *new_file(t) = file;
    return true;
}

static bool read_output_line(struct cli_statetext *t, struct str rest)
{
    struct cli_state_output output = {0};

    if (!take_sha1(&rest, output.key) || !take_path(t, rest, &output.path))
        return false;
    *new_output(t) = output;
    return true;
}

/* The list doubles when its length is a power of two. */
static bool read_uses_line(struct cli_statetext *t, struct str rest)
{
    struct cli_state_output *o = t->output_count ? &t->outputs[t->output_count - 1] : NULL;
    const char *path;

    if (!o || !take_path(t, rest, &path))
        return false;
    if ((o->count & (o->count - 1)) == 0) {
        const char **grown = arena_array(&t->arena, const char *, o->count * 2 + 1);

        if (o->count)
            memcpy(grown, o->uses, o->count * sizeof *grown);
        o->uses = grown;
    }
    o->uses[o->count++] = path;
    return true;
}

static bool read_line(struct cli_statetext *t, struct str line)
{
    if (skip_word(&line, "file "))
        return read_file_line(t, line);
    if (skip_word(&line, "output "))
        return read_output_line(t, line);
    return skip_word(&line, " uses ") && read_uses_line(t, line);
}

int cli_statetext_read(struct cli_statetext *t, const char *text, size_t len)
{
    struct str rest = {text, len}, line;
    int number = 1, bad = 0;

    if (!str_next_line(&rest, &line) || !str_is(line, HEAD))
        return 1;
    while (str_next_line(&rest, &line)) {
        number++;
        if (!read_line(t, line) && !bad)
            bad = number;
    }
    if (t->file_count > 1)
        qsort(t->files, t->file_count, sizeof *t->files, file_order);
    if (t->output_count > 1)
        qsort(t->outputs, t->output_count, sizeof *t->outputs, output_order);
    return bad;
}

struct cli_state_file *cli_statetext_file(const struct cli_statetext *t,
                                          const char *path)
{
    const struct cli_state_file key = {.path = path};

    return t->file_count ? bsearch(&key, t->files, t->file_count, sizeof key, file_order)
                         : NULL;
}

const struct cli_state_output *cli_statetext_output(const struct cli_statetext *t,
                                                    const char *path)
{
    const struct cli_state_output key = {.path = path};

    return t->output_count
               ? bsearch(&key, t->outputs, t->output_count, sizeof key, output_order)
               : NULL;
}

/* Writing */

static void put_path(struct buf *out, const char *path)
{
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;

        if (c < 0x20 || c == 0x7F || c == '%')
            buf_printf(out, "%%%02X", c);
        else
            buf_putc(out, *path);
    }
    buf_putc(out, '\n');
}

static void put_sha1(struct buf *out, const uint8_t sha1[HASH_SHA1_SIZE])
{
    for (int i = 0; i < HASH_SHA1_SIZE; i++) {
        buf_putc(out, "0123456789abcdef"[sha1[i] >> 4]);
        buf_putc(out, "0123456789abcdef"[sha1[i] & 15]);
    }
    buf_putc(out, ' ');
}

/* One thing by its path; where two have the same, `age` tells which is newer. */
struct entry {
    const char *path;
    const void *what;
    size_t age;
};

static int entry_order(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->path, y->path);

    return order ? order : (x->age > y->age) - (x->age < y->age);
}

/* Sorts them and keeps the newest of each path. */
static size_t newest(struct entry *list, size_t count)
{
    size_t kept = 0;

    if (count > 1)
        qsort(list, count, sizeof *list, entry_order);
    for (size_t i = 0; i < count; i++)
        if (i + 1 == count || strcmp(list[i].path, list[i + 1].path) != 0)
            list[kept++] = list[i];
    return kept;
}

static const struct entry *find_entry(const struct entry *list, size_t count,
                                      const char *path)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(path, list[middle].path);

        if (order == 0)
            return &list[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* The two texts as one. */
struct joined {
    struct entry *files, *outputs;
    size_t file_count, output_count;
    bool *used; /* of the files */
};

static void join(struct joined *j, const struct cli_statetext *old,
                 const struct cli_statetext *newer)
{
    const struct cli_statetext *const both[] = {old, newer};
    size_t files = old->file_count + newer->file_count;
    size_t outputs = old->output_count + newer->output_count;

    *j = (struct joined){.files = heap_zalloc(files + 1, sizeof *j->files),
                         .outputs = heap_zalloc(outputs + 1, sizeof *j->outputs),
                         .used = heap_zalloc(files + 1, sizeof *j->used)};
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < both[k]->file_count; i++, j->file_count++)
            j->files[j->file_count] = (struct entry){
                both[k]->files[i].path, &both[k]->files[i], j->file_count};
        for (size_t i = 0; i < both[k]->output_count; i++, j->output_count++)
            j->outputs[j->output_count] = (struct entry){
                both[k]->outputs[i].path, &both[k]->outputs[i], j->output_count};
    }
    j->file_count = newest(j->files, j->file_count);
    j->output_count = newest(j->outputs, j->output_count);
}

static bool is_there(const struct joined *j, const char *path)
{
    const struct entry *e = find_entry(j->files, j->file_count, path);
    const struct cli_state_file *file = e ? e->what : NULL;

    return file && file->stamp.size >= 0;
}

static void use(struct joined *j, const char *path)
{
    const struct entry *e = find_entry(j->files, j->file_count, path);

    if (e)
        j->used[e - j->files] = true;
}

/* An output that is gone is forgotten, with what it alone was made of. */
static void drop_gone(struct joined *j)
{
    size_t kept = 0;

    for (size_t i = 0; i < j->output_count; i++) {
        const struct cli_state_output *o = j->outputs[i].what;

        if (!is_there(j, o->path))
            continue;
        use(j, o->path);
        for (size_t k = 0; k < o->count; k++)
            use(j, o->uses[k]);
        j->outputs[kept++] = j->outputs[i];
    }
    j->output_count = kept;
}

void cli_statetext_write(const struct cli_statetext *old,
                         const struct cli_statetext *newer, struct buf *out)
{
    struct joined j;

    join(&j, old, newer);
    drop_gone(&j);
    buf_puts(out, HEAD "\n");
    for (size_t i = 0; i < j.file_count; i++) {
        const struct cli_state_file *f = j.files[i].what;

        if (!j.used[i] && !f->kept)
            continue;
        buf_puts(out, "file ");
        put_sha1(out, f->sha1);
        buf_printf(out, "%" PRId64 " %" PRId64 " %" PRId64 " ", f->stamp.size,
                   f->stamp.modified, f->stamp.changed);
        put_path(out, f->path);
    }
    for (size_t i = 0; i < j.output_count; i++) {
        const struct cli_state_output *o = j.outputs[i].what;

        buf_puts(out, "output ");
        put_sha1(out, o->key);
        put_path(out, o->path);
        for (size_t k = 0; k < o->count; k++) {
            buf_puts(out, " uses ");
            put_path(out, o->uses[k]);
        }
    }
    heap_free(j.files);
    heap_free(j.outputs);
    heap_free(j.used);
}
