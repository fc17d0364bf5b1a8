#include "book/book.h"

#include "book/pass.h"

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
};

struct doc_node *book_make(const struct book_params *params, const char *const *paths,
                           size_t count, struct arena *a)
{
    struct book_work w = {.params = params, .diag = params->diag, .arena = a};

    book_collect(&w, paths, count);
    if (w.count == 0)
        return NULL;
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        passes[i].run(&w);
    return w.book;
}

/* SOURCE_DATE_EPOCH (reproducible-builds.org): seconds since 1970, UTC. */
static const char *from_environment(struct arena *a)
{
    const char *value = getenv("SOURCE_DATE_EPOCH");
    long long seconds;
    struct tm utc;
    time_t when;
    char *end;

    if (!value || !*value)
        return NULL;
    seconds = strtoll(value, &end, 10);
    when = (time_t)seconds;
    if (*end || seconds < 0 || !gmtime_r(&when, &utc) || utc.tm_year + 1900 > 9999)
        return NULL;
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900,
                        utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
                        utc.tm_sec);
}

static int day_number(struct doc_date d)
{
    return (d.year * 16 + d.month) * 32 + d.day;
}

const char *book_modified(const struct doc_node *book, struct arena *a)
{
    const char *given = from_environment(a);
    struct doc_date newest = {1980, 1, 1};

    if (given)
        return given;
    for (const struct doc_node *n = book->first; n; n = n->next) {
        struct doc_date d = n->as.meta->date;

        if (doc_date_valid(d) && day_number(d) > day_number(newest))
            newest = d;
    }
    return arena_printf(a, "%04d-%02d-%02dT00:00:00Z", newest.year, newest.month,
                        newest.day);
}
