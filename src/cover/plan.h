#ifndef COVER_PLAN_H
#define COVER_PLAN_H

#include "cover/canvas.h"
#include "cover/title.h"
#include "doc/meta.h"
#include "util/arena.h"

/*
 * The typographic cover of a book before it is drawn: what stands where, in units of
 * which the cover is `width` wide. A picture of it (draw.h) and a page of a PDF are
 * both made from this. Integers only, all from the metadata: the same on every machine.
 */
enum { COVER_SPINES = 24, COVER_PATCHES = 2 + 3 * COVER_SPINES };
enum { COVER_WORDS = COVER_TITLE_LINES + 3 };

struct cover_patch {
    int x, y, width, height; /* from the upper left corner */
    enum cover_colour colour;
};

/* A line of text, ivory. */
struct cover_words {
    const char *text;
    struct text_style style;
    int size;
    int tracking; /* 1/64 unit */
    int x, y;     /* of the pen on the baseline */
};

struct cover_plan {
    int width, height;
    uint8_t palette[COVER_COLOURS][3];
    struct cover_patch patches[COVER_PATCHES]; /* those before lie below */
    int patch_count;
    struct cover_words words[COVER_WORDS];
    int word_count;
};

/* What the plan is made of; all borrowed. */
struct cover_params {
    struct text_shaper *shaper;
    const struct doc_meta *meta;
    int spines; /* clamped to 5..24 */
    bool white; /* for paper: ink on white, without the one spine in colour */
};

/* Fills the plan for a cover of plan->width × plan->height; texts in `a`. */
void cover_plan_make(struct cover_plan *plan, const struct cover_params *params,
                     struct arena *a);

/* Adds a patch. */
void cover_plan_patch(struct cover_plan *plan, struct cover_patch patch);

/* `share` millionths of `whole`. */
static inline int cover_share(int whole, int share)
{
    return (int)((int64_t)whole * share / 1000000);
}

#endif
