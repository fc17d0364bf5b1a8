#include "cli/state.h"

#include "book/folder.h"
#include "cli/statetext.h"
#include "util/file.h"
#include "util/heap.h"
#include "util/path.h"
#include "util/pool.h"
#include "util/str.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME ".seoga-state"

/* What was known when the state was read stays as it is (workers look at it); what is
 * learnt goes to `made` and is joined to it when the state is written. */
struct cli_state {
    struct arena arena;
    const char *folder; /* real path */
    const char *here;   /* working folder, which relative paths are meant from */
    struct cli_statetext known, made;
    bool changed; /* there is something to write */
};

/* Names */

static bool is_folder(const char *path)
{
    return str_ends(str_of(path), "/");
}

/* From the root of the file system, when `from` is; a folder keeps the "/" at its end. */
static const char *whole(const char *from, const char *path, struct arena *a)
{
    const char *normal = path_normal(a, path_join(a, from, path));

    if (!normal)
        return path;
    return is_folder(path) && !is_folder(normal) ? arena_printf(a, "%s/", normal) : normal;
}

const char *cli_state_path(const struct cli_state *s, const char *name, struct arena *a)
{
    return whole(s->folder, name, a);
}

const char *cli_state_name(const struct cli_state *s, const char *path, struct arena *a)
{
    size_t common = 0, i = 0, up = 0;
    struct buf name = {0};
    const char *copy;

    path = whole(s->here, path, a);
    for (; path[i] && path[i] == s->folder[i]; i++)
        if (path[i] == '/')
            common = i + 1;
    if (!s->folder[i] && path[i] == '/' && path[i + 1])
        return arena_strdup(a, path + i + 1);
    for (const char *rest = s->folder + common - 1; rest && rest[1];
         rest = strchr(rest + 1, '/'))
        up++;
    while (up-- > 0)
        buf_puts(&name, "../");
    buf_puts(&name, path + common);
    copy = arena_strdup(a, buf_str(&name));
    buf_release(&name);
    return copy;
}

/* Files */

/* A stamp that never fits, when the file might change without one that does. */
static struct stamp trusted(struct stamp stamp)
{
    if (stamp_fresh(stamp))
        stamp.modified = -1;
    return stamp;
}

/* Of a folder, that of the names of articles and folders in it. */
static bool read_sha1(const char *path, uint8_t sha1[HASH_SHA1_SIZE])
{
    struct diag quiet = {0};
    struct buf bytes = {0};
    bool good;

    memset(sha1, 0, HASH_SHA1_SIZE);
    if (is_folder(path))
        return book_folder_sum(path, sha1);
    good = file_read(path, FILE_LIMIT, &bytes, &quiet);
    if (good)
        hash_sha1(buf_str(&bytes), bytes.len, sha1);
    buf_release(&bytes);
    return good;
}

static struct cli_state_file *find_file(const struct cli_state *s, const char *name)
{
    return cli_statetext_file(&s->known, name);
}

/* The file with this stamp, by what is known or by reading it. */
static void look(const struct cli_state *s, struct cli_state_file *file,
                 const char *path, struct stamp stamp)
{
    const struct cli_state_file *known = find_file(s, file->path);

    file->stamp = stamp;
    if (known && stamp.size >= 0 && stamp_same(known->stamp, stamp))
        memcpy(file->sha1, known->sha1, HASH_SHA1_SIZE);
    else if (stamp.size >= 0)
        read_sha1(path, file->sha1);
    else
        memset(file->sha1, 0, HASH_SHA1_SIZE);
}

struct refreshing {
    struct cli_state *state;
    bool *touched;
};

static void refresh_file(void *user, size_t index)
{
    struct refreshing *r = user;
    struct cli_state_file *file = &r->state->known.files[index];
    struct arena scratch = {0};
    const char *path = cli_state_path(r->state, file->path, &scratch);
    struct stamp now = stamp_of(path);

    r->touched[index] = !stamp_same(now, file->stamp);
    if (r->touched[index]) {
        if (now.size < 0 || !read_sha1(path, file->sha1))
            memset(file->sha1, 0, HASH_SHA1_SIZE);
        file->stamp = trusted(now);
    }
    arena_release(&scratch);
}

void cli_state_refresh(struct cli_state *s, int threads)
{
    size_t count = s->known.file_count;
    struct refreshing r = {s, heap_zalloc(count + 1, sizeof(bool))};

    pool_run(threads, count, refresh_file, &r);
    for (size_t i = 0; i < count; i++)
        s->changed |= r.touched[i];
    heap_free(r.touched);
}

void cli_state_sha1(struct cli_state *s, const char *path, uint8_t sha1[20])
{
    struct cli_state_file file = {.path = cli_state_name(s, path, &s->arena)};

    look(s, &file, path, stamp_of(path));
    memcpy(sha1, file.sha1, HASH_SHA1_SIZE);
    file.stamp = trusted(file.stamp);
    file.kept = true;
    cli_statetext_add_file(&s->made, &file);
}

/* Keys */

static void add_to_key(struct hash_sha1 *sum, const struct cli_state_file *file)
{
    hash_sha1_add(sum, file->path, strlen(file->path) + 1);
    hash_sha1_add(sum, file->sha1, HASH_SHA1_SIZE);
}

/* False when one of the files is not known. */
static bool key_of(const struct cli_state *s, const struct cli_state_output *o,
                   const uint8_t settings[20], uint8_t key[HASH_SHA1_SIZE])
{
    const struct cli_state_file *file = find_file(s, o->path);
    struct hash_sha1 sum;

    hash_sha1_init(&sum);
    hash_sha1_add(&sum, settings, HASH_SHA1_SIZE);
    if (!file || file->stamp.size < 0)
        return false;
    add_to_key(&sum, file);
    for (size_t i = 0; i < o->count; i++) {
        file = find_file(s, o->uses[i]);
        if (!file)
            return false;
        add_to_key(&sum, file);
    }
    hash_sha1_final(&sum, key);
    return true;
}

const struct cli_state_output *cli_state_current(const struct cli_state *s,
                                                 const char *path,
                                                 const uint8_t settings[20])
{
    struct arena scratch = {0};
    const struct cli_state_output *o =
        cli_statetext_output(&s->known, cli_state_name(s, path, &scratch));
    uint8_t key[HASH_SHA1_SIZE];

    if (o && (!key_of(s, o, settings, key) || memcmp(key, o->key, sizeof key) != 0))
        o = NULL;
    arena_release(&scratch);
    return o;
}

/* Taking down */

static int by_path(const void *a, const void *b)
{
    const struct cli_state_file *x = a, *y = b;

    return strcmp(x->path, y->path);
}

/* The files as they were before they were read, unless they are others now. */
static bool take_files(const struct cli_state *s, struct cli_state_made *made,
                       const struct deps *uses, struct arena *a)
{
    for (size_t i = 0; i < uses->count; i++) {
        struct cli_state_file *file = &made->files[made->count++];
        const char *path = uses->files[i].path;

        file->path = cli_state_name(s, path, a);
        look(s, file, path, uses->files[i].stamp);
        if (!stamp_same(stamp_of(path), file->stamp))
            return false;
        file->stamp = trusted(file->stamp);
    }
    if (uses->count > 1)
        qsort(made->files + 1, uses->count, sizeof *made->files, by_path);
    return true;
}

bool cli_state_take(const struct cli_state *s, struct cli_state_made *made,
                    const char *path, const struct deps *uses,
                    const uint8_t settings[20], struct arena *a)
{
    struct cli_state_output *o = &made->output;
    struct hash_sha1 sum;

    made->files = arena_array(a, struct cli_state_file, uses->count + 1);
    made->files[0].path = o->path = cli_state_name(s, path, a);
    made->files[0].stamp = stamp_of(path); /* ours: nobody else writes it now */
    made->count = 1;
    if (!read_sha1(path, made->files[0].sha1) || !take_files(s, made, uses, a))
        return false;
    o->uses = arena_array(a, const char *, uses->count + 1);
    hash_sha1_init(&sum);
    hash_sha1_add(&sum, settings, HASH_SHA1_SIZE);
    for (size_t i = 0; i < made->count; i++) {
        add_to_key(&sum, &made->files[i]);
        if (i > 0)
            o->uses[o->count++] = made->files[i].path;
    }
    hash_sha1_final(&sum, o->key);
    return true;
}

void cli_state_put(struct cli_state *s, const struct cli_state_made *made)
{
    for (size_t i = 0; i < made->count; i++)
        cli_statetext_add_file(&s->made, &made->files[i]);
    cli_statetext_add_output(&s->made, &made->output);
    s->changed = true;
}

/* The file */

struct cli_state *cli_state_open(const char *folder, struct diag *diag)
{
    struct cli_state *s = heap_zalloc(1, sizeof *s);
    char *real = realpath(folder, NULL), *here = getcwd(NULL, 0);
    struct diag quiet = {0};
    struct buf text = {0};
    const char *path;
    int bad = 0;

    s->folder = arena_strdup(&s->arena, real ? real : folder);
    s->here = arena_strdup(&s->arena, here ? here : "/");
    heap_free(real);
    heap_free(here);
    path = path_join(&s->arena, s->folder, NAME);
    if (file_exists(path) && file_read(path, FILE_LIMIT, &text, &quiet))
        bad = cli_statetext_read(&s->known, buf_str(&text), text.len);
    else if (file_exists(path))
        bad = 1;
    if (bad)
        diag_note(diag, (struct diag_pos){path, bad, 1}, "state",
                  "is damaged; what it does not tell is made again");
    s->changed = bad != 0;
    buf_release(&text);
    return s;
}

void cli_state_close(struct cli_state *s)
{
    cli_statetext_release(&s->known);
    cli_statetext_release(&s->made);
    arena_release(&s->arena);
    heap_free(s);
}

bool cli_state_write(struct cli_state *s, struct diag *diag)
{
    const char *path = path_join(&s->arena, s->folder, NAME);
    struct buf text = {0};
    struct file_out out;
    bool good;

    if (!s->changed)
        return true;
    cli_statetext_write(&s->known, &s->made, &text);
    good = file_out_open(&out, path, diag);
    if (good) {
        file_out_write(&out, text.data, text.len);
        good = file_out_commit(&out, diag);
    }
    buf_release(&text);
    s->changed = !good;
    return good;
}
