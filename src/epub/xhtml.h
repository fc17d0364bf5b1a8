#ifndef EPUB_XHTML_H
#define EPUB_XHTML_H

#include "epub/picture.h"
#include "epub/split.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"
#include "util/str.h"

/* That the book conforms to EPUB Accessibility 1.1, when somebody says so. */
struct epub_claim {
    const char *level;     /* of WCAG 2.1: "A", "AA" or "AAA"; NULL: nothing is claimed */
    const char *certifier; /* who says so */
};

/* What the pages of one book are written with; all borrowed. */
struct epub_book {
    const struct doc_node *root;
    const struct doc_meta *meta;
    const struct epub_files *files;
    const struct epub_pictures *pictures; /* NULL: none */
    struct diag *diag;
    const struct epub_profile *profile; /* NULL: none was asked for */
    struct epub_claim claim;
    bool own_fonts; /* fonts are in the book */
    struct epub_breaks *breaks; /* pages of the printed book; NULL: it has none */
};

/* One page being written. */
struct epub_page {
    const struct epub_book *book;
    const struct epub_file *file;
    struct buf *out;
    const char *lang; /* of the article */
    int labels;       /* ids given to the labels of untitled boxes so far */
    const struct doc_node
        *mark; /* the footnote whose number comes first in its next paragraph */
};

/* How one kind of node is written. */
struct epub_rule {
    void (*enter)(struct epub_page *p, const struct doc_node *n);
    void (*leave)(struct epub_page *p, const struct doc_node *n);
    bool skip; /* enter wrote the children itself, or they are not wanted */
};

/* The rule for every kind; none is empty. */
const struct epub_rule *epub_rule_of(enum doc_kind kind);

/* Writes a block with all below it. */
void epub_write_block(struct epub_page *p, const struct doc_node *block);

/* "host/path" of an address: without scheme and trailing slash. */
struct str epub_short_address(const char *url);

/* The same as escaped text. */
void epub_put_address(struct buf *out, const char *url);

/* `<a href="url">` */
void epub_put_link(struct buf *out, const char *url);

/* True for what may stand in a link: http, https, mailto, tel. */
bool epub_is_address(const char *url);

/* `<name class id lang>`, as far as the node has them; `class` may be NULL. */
void epub_open_tag(struct epub_page *p, const struct doc_node *n, const char *name,
                   const char *class);

/* ` lang xml:lang`, where the language is not that around it. */
void epub_put_lang(struct epub_page *p, const struct doc_node *n);

/* ` href="…"` to a node of the book, else to `url`. */
void epub_put_href(struct epub_page *p, const char *url, const struct doc_node *target);

#endif
