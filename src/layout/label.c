#include "layout/para.h"
#include "util/buf.h"
#include "util/unicode.h"

#include <string.h>

enum { LONGEST_LABEL = 1024 }; /* bytes */

#define ELLIPSIS "\xE2\x80\xA6" /* U+2026 */

static struct layout_para *shape_label(const struct layout_tools *tools,
                                       const struct layout_para_style *style,
                                       const char *s, struct layout_label label,
                                       struct arena *a)
{
    struct layout_text text = layout_inline_plain(style, s, label.node, label.role, a);

    return layout_para_new(tools, &text, a);
}

/* All of it as one line in `a`, whatever it was made in. */
static struct layout_line whole(struct layout_para *p, struct arena *a)
{
    p->text.s = arena_strndup(a, p->text.s, p->text.len); /* what the line points to */
    return layout_line_whole(p, a);
}

struct layout_line layout_line_plain(const struct layout_tools *tools,
                                     const struct layout_para_style *style,
                                     struct layout_label label, struct arena *a)
{
    struct arena scratch = {0};
    struct layout_line line =
        whole(shape_label(tools, style, label.text, label, &scratch), a);

    arena_release(&scratch);
    return line;
}

static int64_t width_between(const struct layout_para *p, size_t start, size_t end)
{
    int64_t width = 0;

    for (size_t i = start; i < end; i++)
        width += layout_cluster_width(&p->clusters[i]);
    return width;
}

/* How many clusters from the start fit; back to the last space when there is one. */
static size_t clusters_that_fit(const struct layout_para *p, int64_t width)
{
    size_t fit = 0, space = 0;

    while (fit < p->count) {
        width -= layout_cluster_width(&p->clusters[fit]);
        if (width < 0)
            break;
        if (p->clusters[fit].flags & LAYOUT_CLUSTER_BLANK)
            space = fit;
        fit++;
    }
    if (fit < p->count && (p->clusters[fit].flags & LAYOUT_CLUSTER_BLANK))
        return fit;
    return space > 0 ? space : fit;
}

static void cut_end(const struct layout_para *p, int64_t width, struct buf *out)
{
    size_t keep = clusters_that_fit(p, width);

    if (keep > 0)
        buf_add(out, p->text.s, p->clusters[keep - 1].end);
    buf_puts(out, ELLIPSIS);
}

/* Two thirds of what stays stand before the ellipsis: the host of an address. */
static void cut_middle(const struct layout_para *p, int64_t width, struct buf *out)
{
    size_t head = 0, tail = p->count;
    int64_t front = 0, back = 0;

    while (head < tail) {
        int64_t next = layout_cluster_width(&p->clusters[head]);

        if (front + next > width * 2 / 3)
            break;
        front += next;
        head++;
    }
    while (tail > head) {
        int64_t next = layout_cluster_width(&p->clusters[tail - 1]);

        if (front + back + next > width)
            break;
        back += next;
        tail--;
    }
    if (head > 0)
        buf_add(out, p->text.s, p->clusters[head - 1].end);
    buf_puts(out, ELLIPSIS);
    if (tail < p->count)
        buf_add(out, p->text.s + p->clusters[tail].start,
                p->text.len - p->clusters[tail].start);
}

/* Of a text that is cut at its end no more is shaped than any line could hold. */
static const char *beginning(const char *text, enum layout_cut cut, struct arena *a)
{
    size_t len = strlen(text), at = 0;

    if (cut != LAYOUT_CUT_END || len <= LONGEST_LABEL)
        return text;
    while (at < LONGEST_LABEL)
        at += unicode_grapheme(text + at, len - at);
    return arena_strndup(a, text, at);
}

/* The label without what `width` has no room for. */
static void shorten(const struct layout_para *p, int64_t width, enum layout_cut cut,
                    struct buf *out)
{
    if (cut == LAYOUT_CUT_END)
        cut_end(p, width, out);
    else
        cut_middle(p, width, out);
}

struct layout_line layout_line_fit(const struct layout_tools *tools,
                                   const struct layout_para_style *style,
                                   struct layout_label label, int32_t width,
                                   enum layout_cut cut, struct arena *a)
{
    struct arena scratch = {0};
    struct layout_para *p = shape_label(
        tools, style, beginning(label.text, cut, &scratch), label, &scratch);
    struct buf text = {0};
    struct layout_line line;

    if (width_between(p, 0, p->count) > width) {
        const struct layout_para *dots =
            shape_label(tools, style, ELLIPSIS, label, &scratch);

        shorten(p, width - width_between(dots, 0, dots->count), cut, &text);
        p = shape_label(tools, style, buf_str(&text), label, &scratch);
    }
    line = whole(p, a);
    buf_release(&text);
    arena_release(&scratch);
    return line;
}
