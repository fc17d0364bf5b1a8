#include "book/book.h"

#include "book/pass.h"
#include "doc/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* In this order: furniture names addresses that resolving needs; links say which nodes
 * need ids. */
static const struct {
    const char *name;
    void (*run)(struct book_work *w);
} passes[] = {
    {"places", book_places},   {"boilerplate", book_boilerplate},
    {"resolve", book_resolve}, {"images", book_images},
    {"print", book_print},     {"number", book_number},
    {"identity", book_identity},
    {"sources", book_sources}, {"colophon", book_colophon},
};

/* What a reading list says counts where the command line says nothing. */
static struct book_params with_list(const struct book_params *params,
                                    const struct book_plan *plan)
{
    struct book_params p = *params;

    if (!p.site)
        p.site = plan->site;
    if (!p.site_url)
        p.site_url = plan->site_url;
    if (!p.cover)
        p.cover = plan->cover;
    return p;
}

static void tell_reach(struct book_work *w)
{
    size_t count;
    const char *const *places;

    if (!w->params->planned)
        return;
    places = book_reach(w, &count);
    w->params->planned(w->params->user, places, count);
}

struct doc_node *book_make(const struct book_params *params, const char *const *paths,
                           size_t count, struct arena *a)
{
    struct book_plan plan = {.params = params, .arena = a, .diag = params->diag};
    struct book_work w = {.plan = &plan, .diag = params->diag, .arena = a};
    struct book_params own;

    book_plan_make(&plan, paths, count);
    own = with_list(params, &plan);
    w.params = &own;
    tell_reach(&w);
    book_collect(&w);
    if (w.count == 0) {
        diag_error(params->diag, (struct diag_pos){0}, "book-empty",
                   "no article could be bound");
        return NULL;
    }
    if (w.count == 1)
        own.title = own.title ? own.title : plan.meta.title;
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        passes[i].run(&w);
    return w.book;
}

/* SOURCE_DATE_EPOCH (reproducible-builds.org), or NULL. */
static const char *epoch(void)
{
    const char *value = getenv("SOURCE_DATE_EPOCH");

    return value && *value ? value : NULL;
}

/* Seconds since 1970, UTC. */
static bool from_environment(struct tm *utc)
{
    const char *value = epoch();
    long long seconds;
    time_t when;
    char *end;

    if (!value)
        return false;
    seconds = strtoll(value, &end, 10);
    when = (time_t)seconds;
    return !*end && seconds >= 0 && gmtime_r(&when, utc) && utc->tm_year + 1900 <= 9999;
}

bool book_epoch_valid(void)
{
    struct tm utc;

    return !epoch() || from_environment(&utc);
}

struct doc_date book_issued(void)
{
    struct tm utc;

    if (!from_environment(&utc))
        return (struct doc_date){0};
    return (struct doc_date){utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday};
}

const char *book_modified(const struct doc_node *book, struct arena *a)
{
    struct doc_date newest = {1980, 1, 1};
    struct tm utc;

    if (from_environment(&utc))
        return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900,
                            utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
                            utc.tm_sec);
    for (struct doc_walk at = doc_walk_from(book); doc_walk_next(&at);) {
        if (at.event != DOC_ENTER || at.node->kind != DOC_ARTICLE)
            continue;
        if (doc_date_after(at.node->as.meta->date, newest))
            newest = at.node->as.meta->date;
        doc_walk_skip(&at);
    }
    return arena_printf(a, "%04d-%02d-%02dT00:00:00Z", newest.year, newest.month,
                        newest.day);
}
