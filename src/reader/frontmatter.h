#ifndef READER_FRONTMATTER_H
#define READER_FRONTMATTER_H

#include "data/value.h"
#include "doc/meta.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"

/* Front matter up to this size is read. */
#define READER_FRONTMATTER_LIMIT (64u << 10)

/*
 * Cuts the YAML front matter off the text (it is blanked in place, so that lines keep
 * their numbers) and fills `meta` from it. Returns the values, for `{{ $frontmatter.x
 * }}`, or NULL. Broken YAML is read line by line instead, after a warning: [fm-syntax],
 * [fm-limit], [date].
 */
const struct data_value *reader_frontmatter(struct buf *text, const char *path,
                                            struct doc_meta *meta, struct arena *a,
                                            struct diag *diag);

/* "2025-02-04", alone or before a time or other text; year 0 when it does not begin
 * with a date. */
struct doc_date reader_date(const char *s);

#endif
