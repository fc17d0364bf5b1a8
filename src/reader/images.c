#include "reader/images.h"

#include "doc/walk.h"
#include "util/str.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST_TARGET = 4096 }; /* bytes of address, title and size */

static const char *without_end_space(struct reader_context *c, const char *s,
                                     size_t len)
{
    while (len > 0 && s[len - 1] == ' ')
        len--;
    return arena_strndup(c->arena, s, len);
}

/* "alt =240x": the size the author asked for, at the end of the alt text. */
static void read_size(struct reader_context *c, struct doc_node *image)
{
    const char *alt = image->as.image.alt, *at = strrchr(alt, '=');
    int width = 0, height = 0;
    const char *p;

    if (!at || (at > alt && at[-1] != ' '))
        return;
    for (p = at + 1; isdigit((unsigned char)*p); p++)
        width = width < 100000 ? width * 10 + (*p - '0') : width;
    image->as.image.percent = *p == '%';
    p += *p == '%';
    if (*p++ != 'x')
        return;
    for (; isdigit((unsigned char)*p); p++)
        height = height < 100000 ? height * 10 + (*p - '0') : height;
    if (*p || (!width && !height))
        return;
    image->as.image.width = width;
    image->as.image.height = height;
    image->as.image.alt = arena_strndup(
        c->arena, alt, str_trim((struct str){alt, (size_t)(at - alt)}).len);
    if (image->last && image->last->kind == DOC_TEXT) {
        const char *last = image->last->as.text, *cut = strrchr(last, '=');

        if (cut)
            image->last->as.text = without_end_space(c, last, (size_t)(cut - last));
    }
}

/* An image within the text of another is its text. */
static void flatten(struct doc_node *outer)
{
    struct doc_node *image = NULL;

    for (struct doc_walk w = doc_walk_from(outer); doc_walk_next(&w);) {
        if (image) {
            while (image->first) {
                struct doc_node *child = image->first;

                doc_node_unlink(child);
                doc_node_insert_before(image, child);
            }
            doc_node_unlink(image);
        }
        image = w.event == DOC_LEAVE && w.node->kind == DOC_IMAGE && w.node != outer
                    ? w.node
                    : NULL;
    }
}

void reader_fix_image(struct reader_context *c, struct doc_node *n)
{
    char *alt;
    struct str trimmed;

    if (!n->first)
        return;
    flatten(n);
    alt = doc_plain_text(c->arena, n);
    trimmed = str_trim(str_of(alt));
    n->as.image.alt = arena_strndup(c->arena, trimmed.s, trimmed.len);
    read_size(c, n);
}

/* Where an image written with its size ends, and its parts. */
struct sized_image {
    struct doc_node *open; /* the text with its "![" */
    const char *mark;      /* the "![" */
    struct str url, title, size;
    const char *end; /* after its ")" */
};

static struct str skip_spaces(struct str s)
{
    while (s.len > 0 && (s.s[0] == ' ' || s.s[0] == '\t'))
        s = str_skip(s, 1);
    return s;
}

/* "url "title" =240x)": what follows "](". */
static bool read_target(struct sized_image *at, struct str s)
{
    size_t end = 0;

    s = skip_spaces(s);
    while (end < s.len && !strchr(" \t()", s.s[end]))
        end++;
    at->url = str_head(s, end);
    s = skip_spaces(str_skip(s, end));
    at->title = (struct str){0};
    if (str_starts(s, "\"")) {
        end = str_find_char(str_skip(s, 1), '"');
        at->title = str_head(str_skip(s, 1), end);
        s = skip_spaces(str_skip(s, end + 2));
    }
    end = str_starts(s, "=") ? 1 : 0;
    while (end > 0 && end < s.len &&
           (isdigit((unsigned char)s.s[end]) || strchr("x%", s.s[end])))
        end++;
    at->size = str_head(s, end);
    s = skip_spaces(str_skip(s, end));
    at->end = s.s + 1;
    return at->url.len > 0 && at->size.len > 2 &&
           str_find_char(at->size, 'x') < at->size.len && str_starts(s, ")");
}

/* Moves what stands between the "![" and the "](" at `close` of `last` into the image.
 */
static void take_label(struct reader_context *c, struct doc_node *image,
                       const struct sized_image *at, struct doc_node *last,
                       const char *close)
{
    const char *first = at->mark + 2;

    if (at->open == last) {
        doc_node_append(
            image, doc_text_new(c->arena,
                                arena_strndup(c->arena, first, (size_t)(close - first)),
                                image->pos));
        return;
    }
    if (*first)
        doc_node_append(image, doc_text_new(c->arena, first, image->pos));
    while (at->open->next != last) {
        struct doc_node *between = at->open->next;

        doc_node_unlink(between);
        doc_node_append(image, between);
    }
    doc_node_append(image, doc_text_new(c->arena,
                                        arena_strndup(c->arena, last->as.text,
                                                      (size_t)(close - last->as.text)),
                                        image->pos));
}

/* Puts the image in its place, before the text after it. */
static struct doc_node *make_image(struct reader_context *c,
                                   const struct sized_image *at, struct doc_node *last,
                                   const char *close)
{
    struct doc_node *image = doc_node_new(c->arena, DOC_IMAGE, at->open->pos);
    struct doc_node *rest = doc_text_new(c->arena, at->end, last->pos);

    image->as.image.url = arena_strndup(c->arena, at->url.s, at->url.len);
    if (at->title.len > 0)
        image->as.image.title = arena_strndup(c->arena, at->title.s, at->title.len);
    take_label(c, image, at, last, close);
    doc_node_append(image, doc_text_new(c->arena,
                                        arena_printf(c->arena, " %.*s",
                                                     (int)at->size.len, at->size.s),
                                        image->pos));
    reader_fix_image(c, image);
    doc_node_insert_after(last, rest);
    doc_node_insert_after(last, image);
    if (last != at->open)
        doc_node_unlink(last);
    at->open->as.text = arena_strndup(c->arena, at->open->as.text,
                                      (size_t)(at->mark - at->open->as.text));
    if (!*at->open->as.text)
        doc_node_unlink(at->open);
    if (!*rest->as.text)
        doc_node_unlink(rest);
    diag_warning(c->diag, image->pos, "imgsize",
                 "the size of this image stands in its address; write it as ![text "
                 "=%.*s](address)",
                 (int)at->size.len - 1, at->size.s + 1);
    return image;
}

/* Looks through the text `n` for the ends and the starts of images. Returns the node
 * to go on behind: an image that was made, since the text after it is a new one. */
static struct doc_node *look_through(struct reader_context *c, struct sized_image *at,
                                     struct doc_node *n)
{
    for (const char *s = n->as.text; *(s += strcspn(s, "!]")); s++) {
        struct str target = {s + 2, 0};

        if (s[0] == '!' && s[1] == '[') {
            at->open = n;
            at->mark = s;
        }
        if (s[0] != ']' || s[1] != '(' || !at->open)
            continue;
        target.len = strnlen(target.s, LONGEST_TARGET);
        if (read_target(at, target)) {
            n = make_image(c, at, n, s);
            at->open = NULL;
            break;
        }
        at->open = NULL;
    }
    return n;
}

void reader_sized_images(struct reader_context *c, struct doc_node *p)
{
    struct sized_image at = {0};

    for (struct doc_node *n = p->first; n; n = n->next)
        if (n->kind == DOC_TEXT && !n->id)
            n = look_through(c, &at, n);
}
