#ifndef LAYOUT_SETTING_H
#define LAYOUT_SETTING_H

#include "layout/para.h"

/* A line being set: what lines.c and marks.c share; of no interest to others. */

enum { LAYOUT_EM_ABOVE = 880 }; /* of the em box of the Noto faces; 120 are below */

struct layout_setting {
    const struct layout_para *p;
    struct layout_extent at;
    struct arena *a;
    int32_t *x;     /* left edge of each cluster from at.first on, and the line's end */
    int32_t *width; /* of each as set */
    int32_t ascent, descent;
    struct layout_item *items;
    size_t count, cap;
};

static inline const struct layout_span *layout_span_at(const struct layout_setting *s,
                                                       size_t i)
{
    return &s->p->text.spans[s->p->clusters[i].span];
}

static inline int32_t layout_em_share(int32_t size, int share)
{
    return text_scale(size, share, 1000);
}

/* Left edge of cluster `i`, or the line's end. */
static inline int32_t layout_x_of(const struct layout_setting *s, size_t i)
{
    return s->x[i - s->at.first];
}

/* Where clusters `first` to `end` - 1 stand; they run one way or side by side. */
struct layout_breadth {
    int32_t x, width;
};
struct layout_breadth layout_breadth_of(const struct layout_setting *s, size_t first,
                                        size_t end);

/* The next item of the line. */
struct layout_item *layout_setting_add(struct layout_setting *s,
                                       enum layout_item_kind kind,
                                       enum layout_role role,
                                       const struct doc_node *node);

/* Grounds and frames, which lie behind the text; rules and dots, before it. */
void layout_marks_behind(struct layout_setting *s);
void layout_marks_before(struct layout_setting *s);

#endif
