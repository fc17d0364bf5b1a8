#include "reader/slug.h"

#include "util/buf.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* What becomes a hyphen: white space and the punctuation of the upstream expression. */
static bool separates(uint32_t cp)
{
    if (cp < 0x80)
        return cp <= ' ' ||
               strchr("~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/", (int)cp) != NULL;
    return cp == 0x201C || cp == 0x201D || cp == 0x2018 || cp == 0x2019 ||
           cp == 0xFEFF || unicode_is_space(cp);
}

char *reader_slug(struct arena *a, const char *text)
{
    const char *form = unicode_slug_form(a, text);
    size_t len = strlen(form), nfc_len;
    struct buf out = {0};
    const char *nfc;
    char *slug;

    for (size_t at = 0; at < len;) {
        uint32_t cp;

        at += utf8_decode(form + at, len - at, &cp);
        if ((cp >= 0x300 && cp <= 0x36F) || (cp < 0x20 && !unicode_is_space(cp)))
            continue;
        if (!separates(cp)) {
            if (out.len == 0 && cp >= '0' && cp <= '9')
                buf_putc(&out, '_');
            buf_put_utf8(&out, unicode_lower(cp));
        } else if (out.len > 0 && out.data[out.len - 1] != '-') {
            buf_putc(&out, '-');
        }
    }
    if (out.len > 0 && out.data[out.len - 1] == '-')
        buf_truncate(&out, out.len - 1);
    nfc = unicode_nfc(a, buf_str(&out), out.len, &nfc_len);
    slug = arena_strndup(a, nfc, nfc_len);
    buf_release(&out);
    return slug;
}

/* Where `slug` is, or would go. */
static struct reader_slug_entry *slug_place(const struct reader_slugs *set,
                                            const char *slug)
{
    size_t at = hash_fnv1a(slug, strlen(slug)) & (set->cap - 1);

    while (set->entries[at].slug && strcmp(set->entries[at].slug, slug) != 0)
        at = (at + 1) & (set->cap - 1);
    return &set->entries[at];
}

static void slug_grow(struct reader_slugs *set)
{
    struct reader_slugs grown = {.count = set->count,
                                 .cap = set->cap ? set->cap * 2 : 64};

    grown.entries = heap_zalloc(grown.cap, sizeof *grown.entries);
    for (size_t i = 0; i < set->cap; i++)
        if (set->entries[i].slug)
            *slug_place(&grown, set->entries[i].slug) = set->entries[i];
    heap_free(set->entries);
    *set = grown;
}

const char *reader_slug_unique(struct reader_slugs *set, struct arena *a,
                               const char *slug)
{
    struct reader_slug_entry *first;
    const char *name = slug;

    if (set->count * 2 >= set->cap)
        slug_grow(set);
    first = slug_place(set, slug);
    while (slug_place(set, name)->slug)
        name = arena_printf(a, "%s-%d", slug, ++first->next);
    slug_place(set, name)->slug = name;
    set->count++;
    return name;
}

void reader_slugs_release(struct reader_slugs *set)
{
    heap_free(set->entries);
    *set = (struct reader_slugs){0};
}
