#include "text/shape.h"

#include "text/word.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    SYLLABLE_FIRST = 0xAC00,
    SYLLABLE_COUNT = 11172,
    CLUSTER_BYTES = 4096, /* a longer grapheme cluster is cut: no honest text has one */
    CLUSTER_LOOK = 64,    /* code points looked at when choosing a face */
    WORD_BYTES = 256,
    FACES_WITH_TABLES = 512
};

/* Glyph and advance of every Hangul syllable of one face, filled as they are met. */
struct syllable_table {
    struct {
        uint32_t glyph; /* 0: not looked up yet */
        int32_t advance;
    } of[SYLLABLE_COUNT];
};

struct text_shaper {
    struct text_fontset *fonts;
    struct text_words *words;
    struct syllable_table *syllables[FACES_WITH_TABLES];
    /* glyphs of the text being shaped */
    struct text_glyph *glyphs;
    size_t count, cap;
};

/* A stretch of one face within the text being shaped. */
struct span {
    const struct text_font *font; /* NULL: nobody has it */
    size_t start, end;
    bool brackets; /* full-width brackets, to be set half-width */
    bool control;  /* a control character: nothing is drawn */
};

struct shaping {
    struct text_shaper *shaper;
    struct text_style style;
    bool korean;
    const char *text;
    size_t len;
    struct diag_pos pos;
};

struct text_shaper *text_shaper_create(struct text_fontset *fonts)
{
    struct text_shaper *s = heap_zalloc(1, sizeof *s);

    s->fonts = fonts;
    s->words = text_words_create();
    return s;
}

void text_shaper_destroy(struct text_shaper *s)
{
    if (!s)
        return;
    for (int i = 0; i < FACES_WITH_TABLES; i++)
        heap_free(s->syllables[i]);
    text_words_destroy(s->words);
    heap_free(s->glyphs);
    heap_free(s);
}

static struct text_glyph *add_glyphs(struct text_shaper *s, size_t count)
{
    if (s->count + count > s->cap) {
        s->cap = s->cap * 2 > s->count + count ? s->cap * 2 : s->count + count + 256;
        s->glyphs = heap_resize(s->glyphs, s->cap, sizeof *s->glyphs);
    }
    s->count += count;
    return memset(s->glyphs + s->count - count, 0, count * sizeof *s->glyphs);
}

/* Clusters and their faces */

/* Length of the grapheme cluster at `at`. */
static size_t cluster_length(const struct shaping *sh, size_t at)
{
    size_t len = sh->len - at;

    if (len > CLUSTER_BYTES) {
        len = CLUSTER_BYTES;
        while (((unsigned char)sh->text[at + len] & 0xC0) == 0x80)
            len--;
    }
    return unicode_grapheme(sh->text + at, len);
}

static bool is_wide_bracket(uint32_t cp)
{
    return (cp >= 0x3008 && cp <= 0x3011) || (cp >= 0x3014 && cp <= 0x301B) ||
           cp == 0xFF08 || cp == 0xFF09;
}

/* Controls (a line feed, a tab), the two separators and the soft hyphen, which pan-CJK
 * faces turn into one that shows: not for a shaper. */
static bool is_control(uint32_t cp)
{
    return cp == 0xAD || cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 ||
           cp == 0x2029;
}

static struct span cluster_at(const struct shaping *sh, size_t at)
{
    uint32_t cps[CLUSTER_LOOK] = {0};
    size_t count = 0, len = cluster_length(sh, at);
    struct span s = {.start = at, .end = at + len};

    for (size_t i = 0; i < len && count < CLUSTER_LOOK;)
        i += utf8_decode(sh->text + at + i, len - i, &cps[count++]);
    s.control = is_control(cps[0]);
    if (s.control)
        return s;
    s.font = text_fontset_pick(sh->shaper->fonts, sh->style, cps, count);
    s.brackets = (sh->style.features & TEXT_HALF_BRACKETS) && is_wide_bracket(cps[0]);
    if (!s.font)
        text_fontset_missing(sh->shaper->fonts, cps[0], sh->pos);
    return s;
}

/* Hangul syllables */

static uint32_t syllable_glyph(struct text_shaper *s, const struct text_font *f,
                               uint32_t cp, int32_t *advance)
{
    struct syllable_table *t;
    size_t i = cp - SYLLABLE_FIRST;

    if (f->index >= FACES_WITH_TABLES)
        return 0;
    t = s->syllables[f->index];
    if (!t)
        t = s->syllables[f->index] = heap_zalloc(1, sizeof *t);
    if (!t->of[i].glyph) {
        t->of[i].glyph = text_font_glyph(f, cp);
        t->of[i].advance = text_font_advance(f, t->of[i].glyph);
    }
    *advance = t->of[i].advance;
    return t->of[i].glyph;
}

/* True when a syllable at `at` (3 bytes) may be set by cmap alone: nothing combines
 * with it. */
static bool is_plain_syllable(const struct shaping *sh, size_t at, uint32_t *cp)
{
    size_t n;
    uint32_t next;

    if (at >= sh->len || (unsigned char)sh->text[at] < 0xEA ||
        (unsigned char)sh->text[at] > 0xED)
        return false;
    n = utf8_decode(sh->text + at, sh->len - at, cp);
    if (!unicode_is_hangul_syllable(*cp))
        return false;
    if (at + n >= sh->len || (unsigned char)sh->text[at + n] < 0x80)
        return true;
    utf8_decode(sh->text + at + n, sh->len - at - n, &next);
    return unicode_is_hangul_syllable(next) || cluster_length(sh, at) == n;
}

static bool shape_syllable(const struct shaping *sh, const struct text_font *font,
                           size_t at)
{
    uint32_t cp, glyph;
    int32_t advance;
    struct text_glyph *g;

    if (!is_plain_syllable(sh, at, &cp))
        return false;
    glyph = syllable_glyph(sh->shaper, font, cp, &advance);
    if (!glyph)
        return false;
    g = add_glyphs(sh->shaper, 1);
    g->id = glyph;
    g->start = (uint32_t)at;
    g->len = 3;
    g->advance = advance;
    return true;
}

/* What draws nothing (a zero-width space, a line feed) goes with the cluster before it;
 * at the start of the text it is a space without width. */
static void draw_nothing(const struct shaping *sh, struct span at,
                         const struct text_font *font)
{
    struct text_shaper *s = sh->shaper;
    size_t i = s->count, len = at.end - at.start;
    struct text_glyph *g;

    while (i > 0 && s->glyphs[i - 1].len == 0)
        i--;
    if (i > 0 && s->glyphs[i - 1].len + len <= UINT16_MAX) {
        s->glyphs[i - 1].len = (uint16_t)(s->glyphs[i - 1].len + len);
        return;
    }
    g = add_glyphs(s, 1);
    g->id = text_font_glyph(font, ' ');
    g->start = (uint32_t)at.start;
    g->len = (uint16_t)len;
}

/* A cluster that no face has is one box. */
static void shape_missing(const struct shaping *sh, struct span at,
                          const struct text_font *font)
{
    struct text_glyph *g = add_glyphs(sh->shaper, 1);

    g->id = text_word_box(font);
    g->start = (uint32_t)at.start;
    g->len = (uint16_t)(at.end - at.start);
    g->advance = text_font_advance(font, g->id);
}

static void shape_word(const struct shaping *sh, struct span at)
{
    unsigned features = sh->style.features & ~(unsigned)TEXT_HALF_BRACKETS;
    struct text_word_key key = {
        .font = at.font,
        .features = features | (at.brackets ? (unsigned)TEXT_HALF_BRACKETS : 0),
        .korean = sh->korean,
        .bytes = sh->text + at.start,
        .len = (uint32_t)(at.end - at.start),
    };
    struct text_word w = text_words_shape(sh->shaper->words, &key);
    struct text_glyph *to;

    if (w.count == 0) {
        draw_nothing(sh, at, at.font);
        return;
    }
    to = add_glyphs(sh->shaper, w.count);
    for (uint32_t i = 0; i < w.count; i++) {
        to[i] = w.glyphs[i];
        to[i].start += (uint32_t)at.start;
    }
}

/* Joins the next cluster to the word when they are shaped together: same face, no
 * space. */
static struct span word_at(const struct shaping *sh, struct span first)
{
    struct span word = first;
    uint32_t cp;

    if (sh->text[first.start] == ' ')
        return word;
    while (word.end < sh->len && sh->text[word.end] != ' ' &&
           word.end - word.start < WORD_BYTES) {
        struct span next;

        if (is_plain_syllable(sh, word.end, &cp))
            break;
        next = cluster_at(sh, word.end);
        if (next.control || next.font != first.font || next.brackets != first.brackets)
            break;
        word.end = next.end;
    }
    return word;
}

static void extend_runs(struct text_runs *runs, struct text_run *list,
                        const struct text_font *font, size_t glyphs)
{
    if (glyphs == 0)
        return;
    if (runs->count == 0 || list[runs->count - 1].font != font)
        list[runs->count++] = (struct text_run){.font = font};
    list[runs->count - 1].count += glyphs;
}

/* Shapes the piece at `at` and returns where the next begins; `*font` is the face it
 * took. */
static size_t shape_piece(const struct shaping *sh, const struct text_font *primary,
                          size_t at, const struct text_font **font)
{
    struct span span;

    *font = primary;
    if (shape_syllable(sh, primary, at))
        return at + 3;
    span = cluster_at(sh, at);
    if (span.control) {
        draw_nothing(sh, span, primary);
        return span.end;
    }
    if (!span.font) {
        shape_missing(sh, span, primary);
        return span.end;
    }
    span = word_at(sh, span);
    *font = span.font;
    shape_word(sh, span);
    return span.end;
}

static bool is_korean(struct text_style style, const char *lang)
{
    return lang && strncmp(lang, "ko", 2) == 0 &&
           !(style.features & TEXT_RIGHT_TO_LEFT);
}

struct text_runs text_shape(struct text_shaper *s, struct text_style style,
                            const char *lang, struct str text, struct diag_pos pos,
                            struct arena *a)
{
    struct shaping sh = {s, style, is_korean(style, lang), text.s, text.len, pos};
    const struct text_font *primary = text_fontset_primary(s->fonts, style);
    struct text_runs runs = {0};
    struct text_run *list = NULL;
    struct text_glyph *glyphs;
    size_t cap = 0, done = 0;

    s->count = 0;
    for (size_t at = 0; at < text.len;) {
        const struct text_font *font;
        size_t before = s->count;

        at = shape_piece(&sh, primary, at, &font);
        if (runs.count == cap) {
            cap = cap * 2 + 8;
            list = heap_resize(list, cap, sizeof *list);
        }
        extend_runs(&runs, list, font, s->count - before);
    }
    glyphs = arena_array(a, struct text_glyph, s->count);
    if (s->count)
        memcpy(glyphs, s->glyphs, s->count * sizeof *glyphs);
    for (size_t i = 0; i < runs.count; i++) {
        list[i].glyphs = glyphs + done;
        done += list[i].count;
    }
    if (runs.count) {
        struct text_run *kept = arena_array(a, struct text_run, runs.count);

        runs.runs = memcpy(kept, list, runs.count * sizeof *list);
    }
    heap_free(list);
    return runs;
}
