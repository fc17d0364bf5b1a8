#include "cover/title.h"

#include "text/linebreak.h"
#include "util/unicode.h"

#include <string.h>

/* Size as a 1/1000 of the cover's width, and the lines it may take (page design 5.17).
 */
static const struct {
    int size, lines;
} ladder[] = {{94, 2}, {74, 3}, {60, 5}, {50, COVER_TITLE_LINES}};

enum { LADDER = sizeof ladder / sizeof *ladder, LONGEST_TITLE = 512 };

/* Unbreakable pieces of the title with their widths, 1/64 px. */
struct pieces {
    struct {
        size_t start, end, ink_end; /* ink_end: without the space that ends the piece */
        int width, ink;
    } list[LONGEST_TITLE];
    int count;
};

static void add_piece(struct pieces *p, const struct cover_type *t, const char *text,
                      size_t start, size_t end)
{
    size_t ink = end;

    while (ink > start && text[ink - 1] == ' ')
        ink--;
    p->list[p->count].start = start;
    p->list[p->count].end = end;
    p->list[p->count].ink_end = ink;
    p->list[p->count].ink = cover_text_width(t, text + start, ink - start);
    p->list[p->count].width = cover_text_width(t, text + start, end - start);
    p->count++;
}

/* Eojeol, or grapheme clusters when `clusters`. */
static void cut_pieces(struct pieces *p, const struct cover_type *t, const char *text,
                       bool clusters)
{
    size_t len = strlen(text), start = 0;
    uint8_t breaks[4096];

    if (len > sizeof breaks)
        len = sizeof breaks;
    text_linebreak(text, len, TEXT_BREAK_EOJEOL, breaks);
    p->count = 0;
    while (start < len && p->count < LONGEST_TITLE) {
        size_t end = start;

        if (clusters) {
            end += unicode_grapheme(text + start, len - start);
            while (end < len && text[end] == ' ')
                end++;
        } else {
            while (end < len && breaks[end] == TEXT_BREAK_NO)
                end++;
            end += end < len;
        }
        add_piece(p, t, text, start, end);
        start = end;
    }
}

/* First fit within `measure`; returns the lines needed, or limit + 1. */
static int fill(const struct pieces *p, int measure, int limit, struct cover_title *out)
{
    int lines = 0, width = 0;

    for (int i = 0; i < p->count; i++) {
        bool fresh = lines == 0 || width + p->list[i].ink > measure;

        if (p->list[i].ink > measure)
            return limit + 1;
        if (fresh) {
            if (lines == limit)
                return limit + 1;
            out->lines[lines].start = p->list[i].start;
            lines++;
            width = 0;
        }
        out->lines[lines - 1].len = p->list[i].ink_end - out->lines[lines - 1].start;
        width += p->list[i].width;
    }
    out->line_count = lines;
    return lines;
}

/* The narrowest measure that needs no more lines makes them alike. */
static void balance(const struct pieces *p, int measure, int lines,
                    struct cover_title *out)
{
    int low = measure / 4, high = measure;

    while (high - low > 64) {
        int middle = (low + high) / 2;

        if (fill(p, middle, lines, out) <= lines)
            high = middle;
        else
            low = middle;
    }
    fill(p, high, lines, out);
}

/* As much as the lines hold, by clusters. */
static void cut(struct pieces *p, struct cover_type *t, const char *text, int measure,
                struct cover_title *out)
{
    int room = measure - t->size * 64;

    cut_pieces(p, t, text, true);
    while (p->count > 1 && fill(p, room, COVER_TITLE_LINES, out) > COVER_TITLE_LINES) {
        p->count -= p->count > 40 ? 8 : 1;
        out->cut = true;
    }
}

struct cover_title cover_title_set(struct cover_type type, const char *text,
                                   int measure)
{
    struct cover_title out = {.text = text};
    struct pieces pieces;
    int width = type.size;

    for (int i = 0; i < LADDER; i++) {
        int lines;

        type.size = out.size = ladder[i].size * width / 1000;
        type.tracking = -type.size * 64 / 100;
        cut_pieces(&pieces, &type, text, false);
        lines = fill(&pieces, measure * 64, ladder[i].lines, &out);
        if (lines <= ladder[i].lines && pieces.count < LONGEST_TITLE) {
            balance(&pieces, measure * 64, lines, &out);
            return out;
        }
    }
    cut(&pieces, &type, text, measure * 64, &out);
    return out;
}
