#ifndef EPUB_XHTML_H
#define EPUB_XHTML_H

#include "epub/split.h"
#include "media/store.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"
#include "util/str.h"

/* What the pages of one book are written with; all borrowed. */
struct epub_book {
    const struct doc_node *root;
    const struct doc_meta *meta;
    const struct epub_files *files;
    const struct media_store *media;
    struct diag *diag;
};

/* One page being written. */
struct epub_page {
    const struct epub_book *book;
    const struct epub_file *file;
    struct buf *out;
    const char *lang; /* of the article */
    int titles;       /* ids given to box titles so far */
    int head_rows;    /* rows left of the table head being written */
    bool in_body;     /* a tbody is open */
    const struct doc_node *mark; /* the footnote whose number comes first in its next paragraph */
};

/* How one kind of node is written. */
struct epub_rule {
    void (*enter)(struct epub_page *p, const struct doc_node *n);
    void (*leave)(struct epub_page *p, const struct doc_node *n);
    bool skip; /* enter wrote the children itself, or they are not wanted */
};

/* The rule for every kind; none is empty. */
const struct epub_rule *epub_rule_of(enum doc_kind kind);

/* The pages. Each is a whole XHTML document (EPUB 3.3 §6.1). */
void epub_write_article(const struct epub_book *book, const struct epub_file *file,
                        struct buf *out);
void epub_write_title_page(const struct epub_book *book, struct buf *out);
void epub_write_cover(const struct epub_book *book, const char *image, struct buf *out);

/* Head and foot of a document; `title` must not be empty. */
void epub_open_document(struct buf *out, const char *lang, const char *title);
void epub_close_document(struct buf *out);

/* File name of an asset within the book ("img-3.png"), or NULL when EPUB readers cannot show its type. */
const char *epub_image_name(const struct media_asset *asset, struct arena *a);
bool epub_can_show(const struct media_asset *asset);

/* "host/path" of an address: without scheme and trailing slash. */
struct str epub_short_address(const char *url);

/* Parts of xhtml.c that other rules use. */
void epub_open_tag(struct epub_page *p, const struct doc_node *n, const char *name,
                   const char *class);
void epub_put_href(struct epub_page *p, const char *url, const struct doc_node *target);
void epub_enter_code_block(struct epub_page *p, const struct doc_node *n);
void epub_enter_image(struct epub_page *p, const struct doc_node *n);

#endif
