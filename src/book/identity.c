#include "book/pass.h"

#include "book/address.h"
#include "doc/walk.h"
#include "util/path.h"
#include "util/str.h"
#include "util/unicode.h"

#include <string.h>

/* Language */

enum { KOREAN_SHARE = 20 }; /* per cent of Hangul among the letters of the title */

static const char *language_of(const struct doc_meta *meta)
{
    if (meta->lang && *meta->lang)
        return meta->lang;
    if (unicode_hangul_share(meta->title, strlen(meta->title)) > KOREAN_SHARE)
        return "ko";
    return "en";
}

/* Identifiers: UUIDv5 of the address, else of the bytes, so that they stay from run to
 * run */

static const char *uuid_urn(struct arena *a, const char *name)
{
    char uuid[37];

    hash_uuid5_url(name, strlen(name), uuid);
    return arena_printf(a, "urn:uuid:%s", uuid);
}

static const char *hex(struct arena *a, const uint8_t sha1[HASH_SHA1_SIZE])
{
    char *out = arena_alloc(a, HASH_SHA1_SIZE * 2 + 1);

    for (int i = 0; i < HASH_SHA1_SIZE; i++) {
        out[2 * i] = "0123456789abcdef"[sha1[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[sha1[i] & 15];
    }
    return out;
}

static void identify_article(struct book_work *w, struct book_article *article)
{
    struct doc_meta *meta = article->node->as.meta;
    const char *name = meta->canonical;

    if (!name)
        name = arena_printf(w->arena, "sha1:%s", hex(w->arena, article->sha1));
    meta->identifier = uuid_urn(w->arena, name);
    meta->lang = language_of(meta);
}

static const char *joint_identifier(struct book_work *w)
{
    struct hash_sha1 sum;
    uint8_t sha1[HASH_SHA1_SIZE];

    hash_sha1_init(&sum);
    for (size_t i = 0; i < w->count; i++) {
        const char *id = w->articles[i].node->as.meta->identifier;

        hash_sha1_add(&sum, id, strlen(id) + 1);
    }
    hash_sha1_final(&sum, sha1);
    return uuid_urn(w->arena, arena_printf(w->arena, "sha1:%s", hex(w->arena, sha1)));
}

/* A book of several articles */

static bool same_person(const struct doc_person *people, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (cstr_eq(people[i].name, name))
            return true;
    return false;
}

enum { MOST_SUBJECTS = 24 }; /* of a whole book: shops sort by the first ones */
enum { MOST_AUTHORS = 100 }; /* of a whole book: more name nobody */

void book_join_authors(struct book_work *w, struct doc_meta *book)
{
    struct doc_person *people = arena_array(w->arena, struct doc_person, MOST_AUTHORS);
    size_t count = 0;

    for (size_t i = 0; i < w->count; i++) {
        const struct doc_meta *m = w->articles[i].node->as.meta;

        for (size_t k = 0; k < m->author_count && count < MOST_AUTHORS; k++)
            if (!same_person(people, count, m->authors[k].name))
                people[count++] = m->authors[k];
    }
    book->authors = people;
    book->author_count = count;
}

/* The language of most of the text, counted in articles: of equals the first one's. */
static const char *joint_language(const struct book_work *w)
{
    const char *first = w->articles[0].node->as.meta->lang;
    size_t korean = 0, other = 0;

    for (size_t i = 0; i < w->count; i++) {
        const char *lang = w->articles[i].node->as.meta->lang;

        if (doc_lang_is_korean(lang))
            korean++;
        else
            other++;
    }
    if (doc_lang_is_korean(first) ? korean >= other : other >= korean)
        return first;
    for (size_t i = 0; i < w->count; i++)
        if (doc_lang_is_korean(w->articles[i].node->as.meta->lang) == (korean > other))
            return w->articles[i].node->as.meta->lang;
    return first;
}

/* In the order of the articles, whichever names them first. */
static void join_subjects(struct book_work *w, struct doc_meta *book)
{
    const char **subjects = arena_array(w->arena, const char *, MOST_SUBJECTS);
    size_t count = 0;

    for (size_t i = 0; i < w->count; i++) {
        const struct doc_meta *m = w->articles[i].node->as.meta;

        for (size_t k = 0; k < m->subject_count && count < MOST_SUBJECTS; k++) {
            size_t same = 0;

            while (same < count &&
                   !str_eq_nocase(str_of(subjects[same]), str_of(m->subjects[k])))
                same++;
            if (same == count)
                subjects[count++] = m->subjects[k];
        }
    }
    book->subjects = subjects;
    book->subject_count = count;
}

/* What all articles say; otherwise each keeps its own. */
static void join_rights(struct book_work *w, struct doc_meta *book)
{
    const char *rights = w->articles[0].node->as.meta->rights;

    for (size_t i = 1; i < w->count; i++)
        if (!cstr_eq(w->articles[i].node->as.meta->rights, rights))
            return;
    if (!book->rights)
        book->rights = rights;
}

/* What a list or an index says of the book, then what its articles say. */
static void join_meta(struct book_work *w, struct doc_meta *book)
{
    const struct doc_meta *first = w->articles[0].node->as.meta;

    *book = w->plan->meta;
    /* An index says often enough that it is Korean when nothing below it is. */
    if (!book->lang || !w->plan->lang_given)
        book->lang = joint_language(w);
    if (cstr_blank(book->title))
        book->title = arena_printf(w->arena,
                                   doc_lang_is_korean(book->lang) ? "%s 외 %zu편"
                                                                  : "%s and %zu more",
                                   first->title, w->count - 1);
    if (!book->path)
        book->path = first->path;
    book->canonical = book_web_url(w->arena, book->canonical);
    if (!book->identifier)
        book->identifier = book->canonical ? uuid_urn(w->arena, book->canonical)
                                           : joint_identifier(w);
    if (book->author_count == 0)
        book_join_authors(w, book);
    join_subjects(w, book);
    join_rights(w, book);
}

/* A book of one article: what a list says of it counts for the book; the article keeps
 * its own authors. */
static void say_of_one(const struct book_work *w, struct doc_meta *book)
{
    struct doc_meta said = w->plan->meta;

    if (said.author_count > 0) {
        book->authors = said.authors;
        book->author_count = said.author_count;
    }
    if (said.series.name)
        book->series = said.series;
    if (w->plan->lang_given && said.lang)
        book->lang = said.lang;
    book->identifier = said.identifier ? said.identifier : book->identifier;
    book->description = said.description ? said.description : book->description;
    book->rights = said.rights ? said.rights : book->rights;
}

/* What the shell hands over may be no text. */
static const char *clean(struct book_work *w, const char *s)
{
    return unicode_clean(w->arena, s, strlen(s));
}

/* What the options say comes last. */
static void override(struct book_work *w, struct doc_meta *meta)
{
    const struct book_params *p = w->params;
    struct doc_person *author;

    if (p->title && *p->title)
        meta->title = meta->short_title = clean(w, p->title);
    if (p->lang && *p->lang)
        meta->lang = p->lang;
    if (p->identifier && *p->identifier)
        meta->identifier = clean(w, p->identifier);
    if (p->series.name) {
        meta->series = p->series;
        meta->series.name = clean(w, p->series.name);
    }
    if (!p->author || !*p->author)
        return;
    author = arena_new(w->arena, struct doc_person);
    author->name = clean(w, p->author);
    meta->authors = author;
    meta->author_count = 1;
}

/* True when the people of the book wrote none of its texts: they chose them. */
static bool is_edited(const struct book_work *w, const struct doc_meta *book)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct doc_meta *m = w->articles[i].node->as.meta;

        if (book->author_count &&
            same_person(m->authors, m->author_count, book->authors[0].name))
            return false;
    }
    return book->author_count > 0;
}

static void add_cover(struct book_work *w, struct doc_meta *meta)
{
    const char *cover = w->params->cover;

    if (!cover || !w->params->media)
        return;
    meta->cover = cover;
    deps_add(w->params->deps, NULL, cover);
    meta->cover_asset = media_store_add_file(
        w->params->media, path_dir(w->arena, cover), path_base(cover),
        (struct diag_pos){.file = cover}, w->diag);
    meta->cover_given = meta->cover_asset != 0;
    if (!meta->cover_asset)
        diag_error(w->diag, (struct diag_pos){.file = cover}, "cover-file",
                   "cannot be the cover; name a PNG or JPEG file");
}

static void name_language_of_parts(struct book_work *w)
{
    for (struct doc_walk at = doc_walk_from(w->book); doc_walk_next(&at);) {
        if (at.event != DOC_ENTER)
            continue;
        if (at.node->kind == DOC_PART)
            at.node->as.meta->lang = w->book->as.meta->lang;
        else if (at.node->kind == DOC_ARTICLE)
            doc_walk_skip(&at);
    }
}

void book_identity(struct book_work *w)
{
    struct doc_meta *book = w->book->as.meta;

    for (size_t i = 0; i < w->count; i++)
        identify_article(w, &w->articles[i]);
    if (w->count == 1) {
        override(w, w->articles[0].node->as.meta);
        *book = *w->articles[0].node->as.meta;
        say_of_one(w, book);
        override(w, book);
    } else {
        join_meta(w, book);
        override(w, book);
        book->edited = is_edited(w, book);
        name_language_of_parts(w);
    }
    add_cover(w, book);
}
