#include "layout/para.h"
#include "util/utf8.h"

/*
 * The edges of justified text (rule book 3.3): signs that hang outside, so that the
 * eye sees a straight edge, and the hyphen of a parted word.
 */

static uint32_t code_point_at(const struct layout_para *p, uint32_t at)
{
    uint32_t cp;

    utf8_decode(p->text.s + at, p->text.len - at, &cp);
    return cp;
}

static bool is_opening(uint32_t cp)
{
    switch (cp) {
    case '(':
    case '[':
    case 0x2018:
    case 0x201C:
    case 0x3008:
    case 0x300A:
    case 0x300C:
    case 0x300E:
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0xFF08:
        return true;
    default:
        return false;
    }
}

static bool is_closing_bracket(uint32_t cp)
{
    switch (cp) {
    case 0x3009:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0xFF09:
        return true;
    default:
        return false;
    }
}

static bool hangs(uint32_t cp)
{
    return cp == '.' || cp == ',' || cp == 0x2019 || cp == 0x201D;
}

/* White of a cluster of one glyph beside its ink, in sp. */
static void white_beside(const struct layout_para *p, const struct layout_cluster *c,
                         int32_t *left, int32_t *right)
{
    int32_t size = p->text.spans[c->span].size;
    int before = 0, after = 0;

    if (c->glyph_count == 1)
        text_font_bearings(c->font, c->glyphs->id, &before, &after);
    before += c->glyphs->dx;
    after +=
        c->glyphs->advance - text_font_advance(c->font, c->glyphs->id) - c->glyphs->dx;
    *left = before > 0 ? text_scale(before, size, c->font->upem) : 0;
    *right = after > 0 ? text_scale(after, size, c->font->upem) : 0;
}

int32_t layout_hang_end(const struct layout_para *p, size_t cluster)
{
    const struct layout_para_style *style = &p->text.style;
    const struct layout_cluster *c = &p->clusters[cluster];
    int32_t left, right;
    uint32_t cp;

    if (style->look.align != THEME_JUSTIFY || !c->font || c->glyph_count == 0)
        return 0;
    cp = code_point_at(p, c->start);
    if (hangs(cp))
        return text_scale(style->look.hang, c->advance, 1000);
    if (!is_closing_bracket(cp))
        return 0;
    white_beside(p, c, &left, &right);
    return right;
}

int32_t layout_hang_begin(const struct layout_para *p, size_t cluster)
{
    const struct layout_para_style *style = &p->text.style;
    const struct layout_cluster *c = &p->clusters[cluster];
    int32_t left, right;

    if (style->look.hang == 0 || style->look.align != THEME_JUSTIFY || !c->font ||
        c->glyph_count == 0 || !is_opening(code_point_at(p, c->start)))
        return 0;
    white_beside(p, c, &left, &right);
    return left;
}

/*
 * That of U+2010, so that no other hyphen is read as a soft one, where the face has one
 * of its own. Pan-CJK faces put it into the middle of an em: `*dx` (font units) moves
 * its ink to where that of '-' stands.
 */
static uint32_t hyphen_glyph(const struct text_font *font, int *dx)
{
    uint32_t glyph = text_font_glyph(font, 0x2010), minus = text_font_glyph(font, '-');
    int left, own, right;

    *dx = 0;
    if (!glyph || !minus)
        return minus;
    text_font_bearings(font, glyph, &own, &right);
    text_font_bearings(font, minus, &left, &right);
    *dx = left - own;
    return glyph;
}

int32_t layout_hyphen_width(const struct layout_para *p, size_t cluster)
{
    const struct layout_cluster *c = &p->clusters[cluster];

    if (!c->font)
        return 0;
    return text_scale(text_font_advance(c->font, text_font_glyph(c->font, '-')),
                      p->text.spans[c->span].size, c->font->upem);
}

bool layout_hyphen_after(const struct layout_para *p, size_t cluster)
{
    return cluster + 1 < p->count &&
           p->opportunities[p->clusters[cluster].end - 1].hyphen;
}

/* Read as a soft hyphen (ISO 32000-1, 14.8.2.2.3): copied text has none. */
struct layout_run layout_hyphen_run(const struct layout_para *p, size_t cluster,
                                    int32_t x, struct arena *a)
{
    const struct layout_cluster *c = &p->clusters[cluster];
    const struct layout_span *span = &p->text.spans[c->span];
    struct layout_glyph *glyph = arena_new(a, struct layout_glyph);
    int dx;

    glyph->id = hyphen_glyph(c->font, &dx);
    glyph->x = text_scale(dx, span->size, c->font->upem);
    glyph->len = 2;
    return (struct layout_run){.font = c->font,
                               .size = span->size,
                               .colour = span->colour,
                               .x = x,
                               .y = -span->raise,
                               .width = layout_hyphen_width(p, cluster),
                               .glyphs = glyph,
                               .count = glyph->id ? 1 : 0,
                               .text = LAYOUT_SOFT_HYPHEN,
                               .text_len = 2};
}
