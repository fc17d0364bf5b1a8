#include "text/shape.h"

#include "text/face.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    SYLLABLE_FIRST = 0xAC00,
    SYLLABLE_COUNT = 11172,
    LONGEST_CLUSTER = 64,  /* code points looked at when choosing a face */
    CACHE_BUCKETS = 1 << 14,
    CACHE_LIMIT = 1 << 16, /* words, then it starts afresh */
    FONT_LIMIT = 512,
    TOFU = 0x25A1
};

/* Glyph and advance of every Hangul syllable of one face, filled as they are met. */
struct syllable_table {
    struct {
        uint32_t glyph; /* 0: not looked up yet */
        int32_t advance;
    } of[SYLLABLE_COUNT];
};

/* A word as it was shaped: glyph offsets count from the word's start. */
struct cached_word {
    struct cached_word *next;
    uint64_t hash;
    const struct text_font *font;
    unsigned features;
    bool korean;
    uint32_t len, count;
    const char *bytes;
    const struct text_glyph *glyphs;
};

struct text_shaper {
    struct text_fontset *fonts;
    hb_buffer_t *buffer;
    hb_language_t korean;
    struct syllable_table *syllables[FONT_LIMIT];
    struct arena words;
    struct cached_word *buckets[CACHE_BUCKETS];
    size_t word_count;
    /* glyphs of the text being shaped */
    struct text_glyph *glyphs;
    size_t count, cap;
};

/* A stretch of one face within the text being shaped. */
struct span {
    const struct text_font *font; /* NULL: nobody has it */
    size_t start, end;
    bool brackets; /* full-width brackets, to be set half-width */
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
    s->buffer = hb_buffer_create();
    s->korean = hb_language_from_string("ko", -1);
    return s;
}

void text_shaper_destroy(struct text_shaper *s)
{
    if (!s)
        return;
    for (int i = 0; i < FONT_LIMIT; i++)
        heap_free(s->syllables[i]);
    hb_buffer_destroy(s->buffer);
    arena_release(&s->words);
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

/* Faces */

static bool is_wide_bracket(uint32_t cp)
{
    return (cp >= 0x3008 && cp <= 0x3011) || (cp >= 0x3014 && cp <= 0x301B) ||
           cp == 0xFF08 || cp == 0xFF09;
}

/* The span of the next grapheme cluster. */
static struct span cluster_at(const struct shaping *sh, size_t at)
{
    uint32_t cps[LONGEST_CLUSTER];
    size_t count = 0, len = unicode_grapheme(sh->text + at, sh->len - at);
    struct span s = {.start = at, .end = at + len};

    for (size_t i = 0; i < len && count < LONGEST_CLUSTER;)
        i += utf8_decode(sh->text + at + i, len - i, &cps[count++]);
    s.font = text_fontset_pick(sh->shaper->fonts, sh->style, cps, count);
    s.brackets = (sh->style.features & TEXT_HALF_BRACKETS) && is_wide_bracket(cps[0]);
    if (!s.font)
        text_fontset_missing(sh->shaper->fonts, cps[0], sh->pos);
    return s;
}

static uint32_t syllable_glyph(struct text_shaper *s, const struct text_font *f,
                               uint32_t cp, int32_t *advance)
{
    struct syllable_table *t;
    size_t i = cp - SYLLABLE_FIRST;

    if (f->index >= FONT_LIMIT)
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

/* Words */

static void add_feature(hb_feature_t *features, unsigned *count, const char tag[4],
                        uint32_t value)
{
    features[(*count)++] = (hb_feature_t){
        .tag = HB_TAG(tag[0], tag[1], tag[2], tag[3]),
        .value = value,
        .start = HB_FEATURE_GLOBAL_START,
        .end = HB_FEATURE_GLOBAL_END,
    };
}

/* Runs HarfBuzz over one word into s->buffer. */
static void run_harfbuzz(struct text_shaper *s, const struct text_font *font,
                         unsigned features, bool korean, struct span at, const char *text)
{
    hb_feature_t list[5];
    unsigned count = 0;

    if (features & TEXT_TABULAR)
        add_feature(list, &count, "tnum", 1);
    if (features & TEXT_HALF_BRACKETS)
        add_feature(list, &count, "halt", 1);
    if (features & TEXT_NO_LIGATURES) {
        add_feature(list, &count, "liga", 0);
        add_feature(list, &count, "clig", 0);
        add_feature(list, &count, "calt", 0);
    }
    hb_buffer_clear_contents(s->buffer);
    hb_buffer_set_cluster_level(s->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_set_flags(s->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_add_utf8(s->buffer, text + at.start, (int)(at.end - at.start), 0, -1);
    if (korean) {
        hb_buffer_set_script(s->buffer, HB_SCRIPT_HANGUL);
        hb_buffer_set_language(s->buffer, s->korean);
    } else {
        hb_buffer_guess_segment_properties(s->buffer);
    }
    hb_buffer_set_direction(s->buffer, HB_DIRECTION_LTR);
    hb_shape(font->impl->font, s->buffer, list, count);
}

/* The glyph drawn for what a face lacks. */
static uint32_t tofu_glyph(const struct text_font *font)
{
    uint32_t glyph = text_font_glyph(font, TOFU);

    return glyph ? glyph : text_font_glyph(font, '?');
}

/* Copies HarfBuzz's result; clusters get their byte lengths and nobody's bytes are lost. */
static uint32_t read_glyphs(struct text_shaper *s, const struct text_font *font,
                            uint32_t len, struct text_glyph *out)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &count);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(s->buffer, NULL);

    for (unsigned i = 0; i < count; i++) {
        bool first = i == 0 || info[i].cluster != info[i - 1].cluster;
        unsigned next = i + 1;

        while (next < count && info[next].cluster == info[i].cluster)
            next++;
        out[i] = (struct text_glyph){
            .id = info[i].codepoint ? info[i].codepoint : tofu_glyph(font),
            .start = i == 0 ? 0 : info[i].cluster,
            .unsafe = hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK,
            .advance = font->colour ? font->upem : pos[i].x_advance,
            .dx = font->colour ? 0 : pos[i].x_offset,
            .dy = font->colour ? 0 : pos[i].y_offset,
        };
        if (first)
            out[i].len = (uint16_t)((next < count ? info[next].cluster : len) - out[i].start);
    }
    return count;
}

static struct cached_word *find_word(struct text_shaper *s, const struct cached_word *key)
{
    struct cached_word *w = s->buckets[key->hash % CACHE_BUCKETS];

    while (w && !(w->hash == key->hash && w->font == key->font && w->len == key->len &&
                  w->features == key->features && w->korean == key->korean &&
                  memcmp(w->bytes, key->bytes, key->len) == 0))
        w = w->next;
    return w;
}

static struct cached_word *remember_word(struct text_shaper *s, struct cached_word key,
                                         uint32_t count)
{
    struct cached_word *w;
    struct text_glyph *glyphs;

    if (s->word_count++ >= CACHE_LIMIT) {
        arena_release(&s->words);
        memset(s->buckets, 0, sizeof s->buckets);
        s->word_count = 1;
    }
    w = arena_new(&s->words, struct cached_word);
    glyphs = arena_array(&s->words, struct text_glyph, count);
    *w = key;
    w->bytes = arena_strndup(&s->words, key.bytes, key.len);
    w->count = read_glyphs(s, key.font, key.len, glyphs);
    w->glyphs = glyphs;
    w->next = s->buckets[key.hash % CACHE_BUCKETS];
    s->buckets[key.hash % CACHE_BUCKETS] = w;
    return w;
}

/* Bytes that draw nothing (a zero-width space) go with the cluster before them. */
static void widen_last_cluster(struct text_shaper *s, uint32_t len)
{
    size_t i = s->count;

    while (i > 0 && s->glyphs[i - 1].len == 0)
        i--;
    if (i > 0)
        s->glyphs[i - 1].len = (uint16_t)(s->glyphs[i - 1].len + len);
}

static void shape_word(const struct shaping *sh, struct span at)
{
    struct text_shaper *s = sh->shaper;
    unsigned features = sh->style.features & ~(unsigned)TEXT_HALF_BRACKETS;
    struct cached_word key = {.font = at.font,
                              .korean = sh->korean,
                              .len = (uint32_t)(at.end - at.start),
                              .bytes = sh->text + at.start};
    struct cached_word *w;
    struct text_glyph *to;

    key.features = features | (at.brackets ? (unsigned)TEXT_HALF_BRACKETS : 0);
    key.hash = hash_fnv1a(key.bytes, key.len) ^ (uint64_t)at.font->index << 8 ^
               key.features ^ (uint64_t)key.korean << 7;
    w = find_word(s, &key);
    if (!w) {
        unsigned count;

        run_harfbuzz(s, at.font, key.features, sh->korean, at, sh->text);
        hb_buffer_get_glyph_infos(s->buffer, &count);
        w = remember_word(s, key, count);
    }
    if (w->count == 0)
        widen_last_cluster(s, key.len);
    to = add_glyphs(s, w->count);
    for (uint32_t i = 0; i < w->count; i++) {
        to[i] = w->glyphs[i];
        to[i].start += (uint32_t)at.start;
    }
}

/* True when a syllable at `at` (3 bytes) may be set by cmap alone: nothing combines with it. */
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
    return unicode_is_hangul_syllable(next) ||
           unicode_grapheme(sh->text + at, sh->len - at) == n;
}

static bool shape_syllable(const struct shaping *sh, const struct text_font *font, size_t at)
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

/* A cluster that no face has is one box. */
static void shape_missing(const struct shaping *sh, struct span at,
                          const struct text_font *font)
{
    struct text_glyph *g = add_glyphs(sh->shaper, 1);

    g->id = tofu_glyph(font);
    g->start = (uint32_t)at.start;
    g->len = (uint16_t)(at.end - at.start);
    g->advance = text_font_advance(font, g->id);
}

/* Joins the next cluster to the word when they are shaped together: same face, no space. */
static struct span word_at(const struct shaping *sh, struct span first)
{
    struct span word = first;
    uint32_t cp;

    if (sh->text[first.start] == ' ')
        return word;
    while (word.end < sh->len && sh->text[word.end] != ' ' && word.end - word.start < 256) {
        struct span next;

        if (is_plain_syllable(sh, word.end, &cp))
            break;
        next = cluster_at(sh, word.end);
        if (next.font != first.font || next.brackets != first.brackets)
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

/* Shapes the piece at `at` and returns where the next begins; `*font` is the face it took. */
static size_t shape_piece(const struct shaping *sh, const struct text_font *primary,
                          size_t at, const struct text_font **font)
{
    struct span span;

    *font = primary;
    if (shape_syllable(sh, primary, at))
        return at + 3;
    span = cluster_at(sh, at);
    if (!span.font) {
        shape_missing(sh, span, primary);
        return span.end;
    }
    span = word_at(sh, span);
    *font = span.font;
    shape_word(sh, span);
    return span.end;
}

struct text_runs text_shape(struct text_shaper *s, struct text_style style, const char *lang,
                            const char *text, size_t len, struct diag_pos pos,
                            struct arena *a)
{
    struct shaping sh = {s, style, lang && strncmp(lang, "ko", 2) == 0, text, len, pos};
    const struct text_font *primary = text_fontset_primary(s->fonts, style);
    struct text_runs runs = {0};
    struct text_run *list = NULL;
    struct text_glyph *glyphs;
    size_t cap = 0, done = 0;

    s->count = 0;
    for (size_t at = 0; at < len;) {
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
