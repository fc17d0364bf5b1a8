#ifndef READER_FIXUP_H
#define READER_FIXUP_H

#include "reader/context.h"

/* Mends a node when all of it has been read: figures, alerts, loose ends of lines,
 * icons. */
void reader_fix(struct reader_context *c, struct doc_node *n);

/* An icon beside text is dropped; alone it stays as its word. */
void reader_fix_icons(struct doc_node *n);

/* Its parts: is `n` an icon, does anything but icons below `n` print, and the icons among n's children. */
bool reader_is_icon(const struct doc_node *n);
bool reader_says_something(const struct doc_node *n);
void reader_drop_icons(struct doc_node *n, bool drop);

/* The id of a text that no later stage reads anything from, until the article is done.
 */
#define READER_AS_IS "as is"

/* Bytes that the expressions of an article may come to. */
#define READER_EXPANSION_LIMIT ((size_t)4 << 20)

/* What `{{ … }}` stands for; the source itself when it is unknown, or when there are
 * too many of what is long ([interp]). */
const char *reader_interpolate(struct reader_context *c, const char *expression,
                               struct diag_pos pos);

/* Without the backslashes before punctuation. */
const char *reader_unescape(struct reader_context *c, const char *s);

/* `^[…]`: a note reference; its note is appended to the article. */
struct doc_node *reader_inline_note(struct reader_context *c, const char *text,
                                    struct diag_pos pos);

/* A note is a block on its page, a place to go to and a way back: some kilobytes each. */
enum { READER_NOTES = 100000 }; /* of an article */

/* Joins references to their notes and numbers both by first reference. Notes past
 * READER_NOTES become text at the article's end ([note-limit]). */
void reader_number_notes(struct reader_context *c);

#endif
