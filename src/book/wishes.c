#include "book/wishes.h"

#include "book/list.h"
#include "util/path.h"
#include "util/str.h"

#include <string.h>

static struct book_wish word(const struct book_reading *r, const struct data_value *map,
                             const char *key)
{
    const char *text = book_reading_text(r, map, key);

    return text ? (struct book_wish){text, book_reading_pos(r, data_get(map, key))}
                : (struct book_wish){0};
}

/* A theme of one's own lies beside the list, as what else it names. */
static struct book_wish theme(const struct book_reading *r,
                              const struct data_value *map)
{
    struct book_wish w = word(r, map, "theme");

    if (w.word && (strchr(w.word, '/') || str_ends(str_of(w.word), ".yaml")))
        w.word = path_join(r->plan->arena,
                           strcmp(r->folder, ".") == 0 ? "./" : r->folder, w.word);
    return w;
}

static bool yes_or_no(const struct book_reading *r, const struct data_value *map,
                      const char *key)
{
    const struct data_value *v = data_get(map, key);
    const char *said = data_string(v);

    if (!v || v->kind == DATA_NULL)
        return false;
    if (!cstr_eq(said, "true") && !cstr_eq(said, "false"))
        book_reading_wrong(r, v, "true or false");
    return cstr_eq(said, "true");
}

void book_wishes_read(struct book_wishes *w, const char *path, struct arena *a,
                      struct diag *diag)
{
    struct diag quiet = {0};
    struct book_params params = {0};
    struct book_plan plan = {.params = &params, .arena = a, .diag = &quiet};
    struct book_reading r = {.plan = &plan, .path = path, .folder = path_dir(a, path)};
    const struct data_value *map = book_list_map(&plan, path);

    plan.diag = diag;
    *w = (struct book_wishes){0};
    if (!map)
        return;
    w->page = word(&r, map, "page");
    w->theme = theme(&r, map);
    w->profile = word(&r, map, "profile");
    w->embed_fonts = yes_or_no(&r, map, "embed-fonts");
}
