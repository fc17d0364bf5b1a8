#include "book/plan.h"

#include "book/address.h"
#include "book/pass.h"
#include "book/route.h"
#include "doc/walk.h"
#include "reader/article.h"
#include "util/file.h"
#include "util/path.h"
#include "util/root.h"
#include "util/str.h"
#include "util/unicode.h"

#include <string.h>
#include <unistd.h>

/* What an index leads to, and what stands above it there. */
struct entry {
    const char *path;
    const char *group, *subgroup; /* titles, or NULL */
    struct diag_pos pos;
};

/* An index being read. */
struct index {
    struct book_plan *plan;
    struct book_work work; /* with the index as the only article */
    struct book_article article;
    struct root root;
    struct entry *entries;
    size_t count;
    const char *heading, *subheading; /* that the cursor is below */
    const char *box;                  /* details or tab that the cursor is in */
};

static bool is_there(const struct index *x, const char *path)
{
    int fd;

    deps_add(x->plan->params->deps, x->root.path, path);
    fd = root_open_file(&x->root, path);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* The file of a page: "a.html" is a.md, "a/" its README.md; NULL when it is not there.
 */
static const char *page_file(struct index *x, const char *path, bool folder)
{
    static const char *const hubs[] = {"README.md", "index.md"};
    const char *ext = path_ext(path);

    if (strcmp(ext, ".html") == 0)
        path = arena_printf(x->plan->arena, "%.*s.md", (int)strlen(path) - 5, path);
    else if (strcmp(ext, ".md") != 0 && !folder)
        return NULL;
    if (!folder)
        return is_there(x, path) ? path : NULL;
    for (size_t i = 0; i < sizeof hubs / sizeof *hubs; i++) {
        const char *hub = path_join(x->plan->arena, path, hubs[i]);

        if (is_there(x, hub))
            return hub;
    }
    return NULL;
}

/* A page of this site by its full address is as good as by its path. */
static const char *as_local(struct index *x, const char *url)
{
    const char *web = book_web_url(x->plan->arena, url);
    const char *base = x->article.base_url;

    if (web && base && strncmp(web, base, strlen(base)) == 0)
        return arena_printf(x->plan->arena, "/%s", web + strlen(base));
    if (!url || !*url || *url == '#' || path_has_scheme(url) ||
        strncmp(url, "//", 2) == 0)
        return NULL;
    return url;
}

/* The page of a folder that the index lies in, or the index itself, leads back. */
static bool leads_back(const struct index *x, const char *path)
{
    const char *base = path_base(path);
    size_t folder = (size_t)(base - path);

    if (strcmp(path, x->article.inside) == 0)
        return true;
    if (strcmp(base, "README.md") != 0 && strcmp(base, "index.md") != 0)
        return false;
    return strncmp(path, x->article.inside, folder) == 0;
}

/* How the article is named: from where the index is, as the user named that. */
static const char *named(struct index *x, const char *path)
{
    const char *folder = x->article.folder;
    const char *below = strcmp(folder, ".") == 0 ? path : path_below(folder, path);

    if (below)
        return path_join(x->plan->arena, path_dir(x->plan->arena, x->article.path),
                         below);
    return path_join(x->plan->arena, x->article.root, path);
}

static void add_entry(struct index *x, const char *url, struct diag_pos pos)
{
    const char *paths[BOOK_ROUTES] = {0}, *local = as_local(x, url), *found = NULL;
    size_t end = local ? strcspn(local, "?#") : 0;
    bool folder = end > 0 && local[end - 1] == '/';
    size_t count;

    if (!local)
        return;
    count = book_route_paths(&x->work, &x->article, pos.file, local, paths);
    for (size_t i = 0; i < count && !found; i++)
        found = page_file(x, paths[i], folder);
    if (!found) {
        if (str_ends(str_head(str_of(local), end), ".md"))
            diag_note(x->plan->diag, pos, "follow-missing",
                      "%s is not there, so it is no chapter", local);
        return;
    }
    if (leads_back(x, found))
        return;
    x->entries[x->count++] =
        (struct entry){.path = named(x, found),
                       .group = x->heading ? x->heading : x->box,
                       .subgroup = !x->heading ? x->subheading
                                   : x->box    ? x->box
                                               : x->subheading,
                       .pos = pos};
}

/* A link in running text is a reference; one that begins an item, a cell or a line is
 * an entry. */
static bool is_entry(const struct doc_node *link)
{
    const struct doc_node *n = link;

    for (; n->parent && doc_kind_is_inline(n->parent->kind); n = n->parent)
        if (n->prev)
            return false;
    for (const struct doc_node *before = n->prev; before; before = before->prev)
        if (before->kind != DOC_TEXT || !cstr_blank(before->as.text))
            return false;
    if (!n->parent || n->parent->kind == DOC_HEADING)
        return false;
    return n->parent->parent->kind == DOC_ITEM || n->parent->parent->kind == DOC_CELL ||
           !n->next;
}

static const char *title_of(struct index *x, const struct doc_node *box)
{
    const struct doc_node *title = doc_node_child(box, DOC_TITLE);
    const char *text = title ? doc_plain_text(x->plan->arena, title) : NULL;

    return unicode_is_blank(text) ? NULL : text;
}

static void enter_heading(struct index *x, const struct doc_node *n)
{
    const char *text = doc_plain_text(x->plan->arena, n);

    if (unicode_is_blank(text))
        return;
    if (n->as.heading.level > 2) {
        x->subheading = text;
        return;
    }
    x->heading = text;
    x->subheading = NULL;
}

static void visit(struct index *x, const struct doc_walk *at)
{
    const struct doc_node *n = at->node;
    bool is_box = n->kind == DOC_DETAILS || n->kind == DOC_TAB;

    if (at->event == DOC_LEAVE) {
        if (is_box)
            x->box = NULL;
    } else if (is_box) {
        x->box = title_of(x, n);
    } else if (n->kind == DOC_HEADING) {
        enter_heading(x, n);
    } else if (n->kind == DOC_CARD && n->as.card.kind == DOC_CARD_LINK) {
        add_entry(x, n->as.card.url, n->pos);
    } else if (n->kind == DOC_LINK && is_entry(n)) {
        add_entry(x, n->as.link.url, n->pos);
    }
}

static void collect(struct index *x)
{
    size_t room = 0;

    for (struct doc_walk at = doc_walk_from(x->article.node); doc_walk_next(&at);)
        room += at.event == DOC_ENTER &&
                (at.node->kind == DOC_CARD || at.node->kind == DOC_LINK);
    x->entries = arena_array(x->plan->arena, struct entry, room + 1);
    for (struct doc_walk at = doc_walk_from(x->article.node); doc_walk_next(&at);)
        visit(x, &at);
}

/* A title that stands over everything divides nothing: the one below takes its place.
 */
static void simplify(struct index *x)
{
    for (int round = 0; round < 2; round++) {
        for (size_t i = 1; i < x->count; i++)
            if (!cstr_eq(x->entries[i].group, x->entries[0].group))
                return;
        for (size_t i = 0; i < x->count; i++) {
            x->entries[i].group = x->entries[i].subgroup;
            x->entries[i].subgroup = NULL;
        }
    }
}

static void add_to_plan(struct index *x, const struct book_follow *f)
{
    const struct doc_meta *meta = x->article.node->as.meta;
    const char *group = NULL, *subgroup = NULL;
    int depth = f->depth + f->wrap;

    if (f->wrap)
        book_plan_part(x->plan, meta->title, f->depth, f->pos);
    /* Past the limit no part has articles; there would be parts without number. */
    for (size_t i = 0; i < x->count && x->plan->named <= BOOK_NAMED; i++) {
        const struct entry *e = &x->entries[i];
        bool fresh = !cstr_eq(group, e->group);

        if (fresh)
            book_plan_part(x->plan, e->group, depth, e->pos);
        if (depth < BOOK_PART_DEPTH && (fresh || !cstr_eq(subgroup, e->subgroup)))
            book_plan_part(x->plan, e->subgroup, depth + 1, e->pos);
        group = e->group;
        subgroup = e->subgroup;
        book_plan_article(x->plan, e->path, e->pos, true);
    }
    book_plan_part(x->plan, NULL, f->depth, f->pos);
    if (f->only)
        book_plan_describe(x->plan, meta);
}

/* The index as a book of its own: its furniture gone, its address known. */
static bool read_index(struct index *x, const char *path)
{
    struct reader_params reader = {
        .path = path, .diag = x->work.diag, .deps = x->plan->params->deps};
    struct buf bytes = {0};
    bool good;

    deps_add(reader.deps, NULL, path);
    good = file_read(path, READER_ARTICLE_LIMIT, &bytes, x->plan->diag);
    if (good) {
        book_locate(&x->work, &x->article);
        reader.root = x->article.root;
        reader.file = x->article.inside;
        x->article.node =
            reader_article(&reader, buf_str(&bytes), bytes.len, x->plan->arena);
        x->article.node->as.meta->path = path;
        book_places(&x->work);
        book_boilerplate(&x->work);
    }
    buf_release(&bytes);
    return good && x->article.file && root_open(&x->root, x->article.root);
}

void book_follow(struct book_plan *plan, const struct book_follow *f)
{
    struct diag quiet = {0}; /* what is wrong in the index itself is not in the book */
    struct book_params params = *plan->params;
    struct index x = {.plan = plan, .article = {.path = f->index}};

    if (!params.site)
        params.site = plan->site;
    params.keep_furniture = false;
    x.work = (struct book_work){.params = &params,
                                .diag = &quiet,
                                .arena = plan->arena,
                                .articles = &x.article,
                                .count = 1};
    if (!read_index(&x, f->index))
        return;
    collect(&x);
    root_close(&x.root);
    simplify(&x);
    if (x.count == 0)
        diag_error(plan->diag, (struct diag_pos){.file = f->index}, "follow-empty",
                   "leads to no article; --site may name the folder of its site");
    else
        add_to_plan(&x, f);
}
