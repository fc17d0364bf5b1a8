#ifndef DOC_META_H
#define DOC_META_H

#include <stdbool.h>
#include <stddef.h>

struct doc_person {
    const char *name;
    const char *url; /* or NULL */
};

/* Where an article was first published: the "원문" line. */
struct doc_source {
    const char *name; /* title of the page there, or NULL */
    const char *url;  /* absolute, or NULL when there is no source */
    const char *site; /* name of the site or its host, or NULL */
};

/* Where the article asks Korean text to be broken (`breaks` of the front matter). */
enum doc_breaks {
    DOC_BREAKS_ANY, /* it does not say */
    DOC_BREAKS_SYLLABLE,
    DOC_BREAKS_EOJEOL,
    DOC_BREAKS_HYBRID
};

/* The series that a book is one of. */
struct doc_series {
    const char *name;     /* or NULL */
    const char *position; /* "3", "2.1": numbers and dots, or NULL */
};

/* Splits "NAME,3" at its last comma, when numbers and dots follow; `name` keeps a comma
 * of its own. Both strings are cut out of `text`, which is written to. */
struct doc_series doc_series_read(char *text);

/* True for "3", "2.1", "1.2.3". */
bool doc_series_position(const char *s);

struct doc_date {
    int year, month, day; /* year 0: no date */
};

/* What an article is in its book: a text, or what book/ makes of the texts. */
enum doc_matter {
    DOC_MATTER_TEXT,
    DOC_MATTER_SOURCES, /* the numbered list of where the texts come from */
    DOC_MATTER_COLOPHON /* what was bound, by whom, and when its texts were published */
};

/*
 * What is known about an article or a book besides its text. Strings belong to
 * the tree's arena, are NFC and plain (no Markdown), and NULL when unknown.
 */
struct doc_meta {
    const char *title;       /* never NULL in a finished tree */
    const char *short_title; /* for running heads and contents; NULL: the title */
    const struct doc_person *authors;
    size_t author_count;
    struct doc_date date; /* of publication */
    const char *lang;     /* BCP 47; never NULL in a finished tree */
    const char *description;
    const char *const *subjects;
    size_t subject_count;
    struct doc_source source;
    const char *canonical; /* address of this very page (og:url) */
    const char *cover;     /* as the author wrote it */
    const char *rights;
    struct doc_series series;
    const char *path;       /* of the Markdown file, as given */
    const char *identifier; /* "urn:uuid:…"; set by book */
    enum doc_breaks breaks;
    int cover_asset; /* media asset number; 0: a cover is to be drawn */
    enum doc_matter matter; /* of an article */
    bool edited; /* of a book: its people wrote none of its texts, they chose them */
    bool cover_given; /* of a book: its cover is one for the whole, not an article's */
};

/* "2025년 2월 4일" for Korean, "4 February 2025" otherwise; "" when there is no date.
 */
#define DOC_DATE_SIZE 48
void doc_date_format(struct doc_date d, const char *lang, char out[DOC_DATE_SIZE]);

/* False for days that do not exist (Gregorian calendar). */
bool doc_date_valid(struct doc_date d);

/* True when `d` is a day, and one after `than`. */
bool doc_date_after(struct doc_date d, struct doc_date than);

/* True for what a book may be known by: a line of text, and after "urn:uuid:" a UUID. */
bool doc_identifier_valid(const char *s);

/* A language tag that is well-formed (BCP 47, 2.1); the irregular ones of old, such as
 * "i-klingon", are not taken. 64 bytes at most. */
bool doc_lang_valid(const char *lang);

/* True when `lang` is Korean ("ko", "ko-KR"). */
bool doc_lang_is_korean(const char *lang);

#endif
