#include "book/plan.h"

#include "book/folder.h"
#include "util/file.h"
#include "util/path.h"
#include "util/str.h"

#include <stdlib.h>
#include <string.h>

static struct book_item *add_item(struct book_plan *plan)
{
    if (plan->count == plan->cap) {
        struct book_item *old = plan->items;

        plan->cap = plan->cap ? plan->cap * 2 : 64;
        plan->items = arena_array(plan->arena, struct book_item, plan->cap);
        if (plan->count)
            memcpy(plan->items, old, plan->count * sizeof *old);
    }
    return &plan->items[plan->count++];
}

void book_plan_article(struct book_plan *plan, const char *path, struct diag_pos pos,
                       bool found)
{
    if (pos.file && ++plan->named == BOOK_NAMED + 1)
        diag_error(plan->diag, pos, "list-limit",
                   "more than %d articles are named, some of them again and again; the "
                   "book is without those from here on",
                   BOOK_NAMED);
    if (pos.file && plan->named > BOOK_NAMED)
        return;
    *add_item(plan) = (struct book_item){
        .kind = BOOK_ITEM_ARTICLE, .path = path, .pos = pos, .found = found};
}

void book_plan_part(struct book_plan *plan, const char *title, int depth,
                    struct diag_pos pos)
{
    *add_item(plan) = (struct book_item){
        .kind = BOOK_ITEM_PART,
        .title = title,
        .depth = depth > BOOK_PART_DEPTH ? BOOK_PART_DEPTH : depth,
        .pos = pos};
}

#define TAKE(field)      \
    if (!to->field)      \
    to->field = from->field

void book_plan_describe(struct book_plan *plan, const struct doc_meta *from)
{
    struct doc_meta *to = &plan->meta;

    TAKE(title);
    TAKE(short_title);
    TAKE(lang);
    TAKE(description);
    TAKE(rights);
    TAKE(identifier);
    TAKE(canonical);
    TAKE(path);
    if (!to->series.name)
        to->series = from->series;
    if (to->author_count == 0) {
        to->authors = from->authors;
        to->author_count = from->author_count;
    }
    if (to->subject_count == 0) {
        to->subjects = from->subjects;
        to->subject_count = from->subject_count;
    }
}

#undef TAKE

bool book_is_list(const char *path)
{
    const char *ext = path_ext(path);

    return strcmp(ext, ".yaml") == 0 || strcmp(ext, ".yml") == 0;
}

static void add_folder(struct book_plan *plan, const char *folder)
{
    struct book_paths paths = {0};

    book_folder_paths(&paths, folder, plan->params->deps, plan->arena);
    for (size_t i = 0; i < paths.count; i++)
        book_plan_article(plan, paths.list[i], (struct diag_pos){0}, true);
    if (paths.count > 0)
        return;
    diag_error(plan->diag, (struct diag_pos){.file = folder}, "folder-empty",
               "holds no Markdown file");
}

static void add_input(struct book_plan *plan, const char *path)
{
    if (strcmp(path, "-") != 0 && file_is_folder(path))
        add_folder(plan, path);
    else if (book_is_list(path))
        book_list(plan, path);
    else
        book_plan_article(plan, path, (struct diag_pos){0}, false);
}

/* Articles named twice */

struct named {
    const char *file;
    size_t item;
};

static int by_file(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->file, y->file);

    return order ? order : (x->item > y->item) - (x->item < y->item);
}

static struct diag_pos pos_of(const struct book_item *item)
{
    return item->pos.file ? item->pos : (struct diag_pos){.file = item->path};
}

/* What is not there is reported where it is named, and has no path from then on. */
static const char *real_file(struct book_plan *plan, struct book_item *item)
{
    const char *file;

    if (item->kind != BOOK_ITEM_ARTICLE || strcmp(item->path, "-") == 0)
        return NULL;
    file = file_real_path(plan->arena, item->path);
    if (!file && item->pos.file) {
        diag_error(plan->diag, item->pos, "file-missing",
                   "%s is not there; the book is without it", item->path);
        item->path = NULL;
    }
    return file;
}

static void drop_unnamed(struct book_plan *plan)
{
    size_t kept = 0;

    for (size_t i = 0; i < plan->count; i++)
        if (plan->items[i].kind == BOOK_ITEM_PART || plan->items[i].path)
            plan->items[kept++] = plan->items[i];
    plan->count = kept;
}

static void drop_repeated(struct book_plan *plan)
{
    struct named *names = arena_array(plan->arena, struct named, plan->count + 1);
    bool *again = arena_array(plan->arena, bool, plan->count + 1);
    size_t count = 0;

    for (size_t i = 0; i < plan->count; i++) {
        const char *file = real_file(plan, &plan->items[i]);

        if (file)
            names[count++] = (struct named){file, i};
    }
    if (count > 1)
        qsort(names, count, sizeof *names, by_file);
    for (size_t i = 1; i < count; i++)
        again[names[i].item] = strcmp(names[i - 1].file, names[i].file) == 0;
    for (size_t i = 0; i < plan->count; i++) {
        if (!again[i])
            continue;
        diag_note(plan->diag, pos_of(&plan->items[i]), "duplicate",
                  "%s is in the book already; it stays where it came first",
                  plan->items[i].path);
        plan->items[i].path = NULL;
    }
    drop_unnamed(plan);
}

void book_plan_make(struct book_plan *plan, const char *const *paths, size_t count)
{
    const struct book_params *params = plan->params;

    plan->inputs = count + params->follow_count;
    for (size_t i = 0; i < count; i++)
        add_input(plan, paths[i]);
    for (size_t i = 0; i < params->follow_count; i++) {
        struct book_follow f = {.index = params->follow[i],
                                .depth = 1,
                                .only = plan->inputs == 1,
                                .wrap = plan->inputs > 1};

        book_follow(plan, &f);
    }
    drop_repeated(plan);
}
