#ifndef LAYOUT_PARA_H
#define LAYOUT_PARA_H

#include "layout/breaker.h"
#include "layout/opportunity.h"
#include "layout/paragraph.h"
#include "util/utf8.h"

/* What paragraph.c, cluster.c, lines.c and label.c share; of no interest to others. */

/* Where lengths stop growing: 8,192 pt. Sums of a few stay within int32_t. */
#define LAYOUT_WIDEST (1 << 29)

#define LAYOUT_SOFT_HYPHEN "\xC2\xAD" /* U+00AD */

enum layout_cluster_flag {
    LAYOUT_CLUSTER_SPACE = 1 << 0, /* stretches with the line */
    LAYOUT_CLUSTER_BLANK = 1 << 1, /* vanishes at a break: every ' ' */
    LAYOUT_CLUSTER_TRACK = 1 << 2, /* Hangul or Hanja with the like after it */
    LAYOUT_CLUSTER_NEAR = 1 << 3   /* a letter, figure or bracket with the like after it:
                                      a line too full draws all of them nearer alike */
};

/* One grapheme cluster (or a ligature of several) as it is shaped. */
struct layout_cluster {
    uint32_t start, end; /* bytes; each begins where the one before ends */
    uint32_t span;
    const struct text_font *font; /* NULL: an image */
    const struct text_glyph *glyphs;
    uint32_t glyph_count;
    unsigned flags;
    int32_t lead, advance, trail; /* sp; lead and trail are the padding of keys */
};

/* What was said of a paragraph: each once, however often it is broken. */
struct layout_reported {
    bool overfull, underfull;
};

struct layout_para {
    const struct layout_tools *tools;
    struct layout_text text;
    const struct layout_opportunity *opportunities;
    const uint8_t *levels; /* of each byte (text/bidi.h); NULL: left to right */
    const struct layout_cluster *clusters;
    size_t count;
    struct layout_reported *reported;
};

/* Clusters of one line: text at `start` to `end`, then blanks to `next`; before `start`
 * too. */
struct layout_extent {
    size_t first, start, end, next;
};

static inline uint32_t layout_first_code_point(const struct layout_para *p, uint32_t at)
{
    uint32_t cp;

    utf8_decode(p->text.s + at, p->text.len - at, &cp);
    return cp;
}

static inline int32_t layout_cluster_width(const struct layout_cluster *c)
{
    return c->lead + c->advance + c->trail;
}

/* The stretch of a space, or the widening after Hangul; and what they can give. */
int32_t layout_cluster_stretch(const struct layout_para *p,
                               const struct layout_cluster *c);
int32_t layout_cluster_shrink(const struct layout_para *p,
                              const struct layout_cluster *c);

/* How far cluster `cluster` stands outside when it ends, when it begins a line. */
int32_t layout_hang_end(const struct layout_para *p, size_t cluster);
int32_t layout_hang_begin(const struct layout_para *p, size_t cluster);

/* The hyphen of a word parted after the cluster; whether one is set when a line ends
 * there. `layout_hyphen_run` is at baseline 0. */
int32_t layout_hyphen_width(const struct layout_para *p, size_t cluster);
bool layout_hyphen_after(const struct layout_para *p, size_t cluster);
struct layout_run layout_hyphen_run(const struct layout_para *p, size_t cluster,
                                    int32_t x, struct arena *a);

/* Whether either end of a line parts what was shaped together; then `*own` is the
 * paragraph cut to the line and shaped anew, `*at` its extent in it, and the result by
 * how much the line is wider. */
bool layout_parts_word(const struct layout_para *p, struct layout_extent at);
int32_t layout_reshape(const struct layout_para *p, struct layout_extent *at,
                       struct layout_para *own, struct arena *a);

/* Sets one line in `a`, its text beginning at `x`. */
struct layout_line layout_line_set(const struct layout_para *p,
                                   const struct layout_break_line *how,
                                   struct layout_extent at, int32_t x, struct arena *a);

/* All clusters as one line, unstretched. */
struct layout_line layout_line_whole(const struct layout_para *p, struct arena *a);

#endif
