#include "text/word.h"

#include "text/face.h"
#include "util/hash.h"
#include "util/heap.h"

#include <string.h>

enum {
    BUCKETS = 1 << 14,
    WORD_LIMIT = 1 << 16, /* words kept; then it starts afresh */
    FEATURE_LIMIT = 5,
    BOX = 0x25A1
};

struct entry {
    struct entry *next;
    uint64_t hash;
    struct text_word_key key; /* its bytes are a copy */
    struct text_word word;
};

struct text_words {
    hb_buffer_t *buffer;
    hb_language_t korean;
    struct arena arena;
    struct entry *buckets[BUCKETS];
    size_t count;
};

struct text_words *text_words_create(void)
{
    struct text_words *w = heap_zalloc(1, sizeof *w);

    w->buffer = hb_buffer_create();
    w->korean = hb_language_from_string("ko", -1);
    return w;
}

void text_words_destroy(struct text_words *w)
{
    if (!w)
        return;
    hb_buffer_destroy(w->buffer);
    arena_release(&w->arena);
    heap_free(w);
}

uint32_t text_word_box(const struct text_font *font)
{
    uint32_t glyph = text_font_glyph(font, BOX);

    return glyph ? glyph : text_font_glyph(font, '?');
}

/* OpenType features of enum text_feature; returns how many. */
static unsigned list_features(unsigned asked, hb_feature_t list[FEATURE_LIMIT])
{
    static const struct {
        unsigned asked;
        hb_tag_t tag;
        uint32_t value;
    } features[FEATURE_LIMIT] = {
        {TEXT_TABULAR, HB_TAG('t', 'n', 'u', 'm'), 1},
        {TEXT_HALF_BRACKETS, HB_TAG('h', 'a', 'l', 't'), 1},
        {TEXT_NO_LIGATURES, HB_TAG('l', 'i', 'g', 'a'), 0},
        {TEXT_NO_LIGATURES, HB_TAG('c', 'l', 'i', 'g'), 0},
        {TEXT_NO_LIGATURES, HB_TAG('c', 'a', 'l', 't'), 0},
    };
    unsigned count = 0;

    for (size_t i = 0; i < FEATURE_LIMIT; i++)
        if (asked & features[i].asked)
            list[count++] = (hb_feature_t){.tag = features[i].tag,
                                           .value = features[i].value,
                                           .start = HB_FEATURE_GLOBAL_START,
                                           .end = HB_FEATURE_GLOBAL_END};
    return count;
}

static void run_harfbuzz(struct text_words *w, const struct text_word_key *key)
{
    hb_feature_t list[FEATURE_LIMIT];
    unsigned count = list_features(key->features, list);
    bool backwards = key->features & TEXT_RIGHT_TO_LEFT;

    hb_buffer_clear_contents(w->buffer);
    hb_buffer_set_cluster_level(w->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_set_flags(w->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_add_utf8(w->buffer, key->bytes, (int)key->len, 0, -1);
    if (key->korean) {
        /* For all of a Korean text, so that locl picks Korean forms of shared signs. */
        hb_buffer_set_script(w->buffer, HB_SCRIPT_HANGUL);
        hb_buffer_set_language(w->buffer, w->korean);
    } else {
        hb_buffer_guess_segment_properties(w->buffer);
    }
    hb_buffer_set_direction(w->buffer, backwards ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_shape(key->font->impl->font, w->buffer, list, count);
    if (backwards)
        hb_buffer_reverse_clusters(w->buffer); /* to the order of the text */
}

static struct text_glyph glyph_of(const struct text_font *font,
                                  const hb_glyph_info_t *info,
                                  const hb_glyph_position_t *pos)
{
    unsigned flags = hb_glyph_info_get_glyph_flags(info);
    bool there = info->codepoint > 0 && info->codepoint < font->impl->glyphs;
    struct text_glyph g = {
        .id = there ? info->codepoint : text_word_box(font),
        .start = info->cluster,
        .unsafe = (flags & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0,
        .advance = pos->x_advance,
        .dx = pos->x_offset,
        .dy = pos->y_offset,
    };

    if (font->colour) {
        g.advance = font->upem;
        g.dx = g.dy = 0;
    }
    return g;
}

/* The first glyph of each cluster tells its bytes; those HarfBuzz removed go along. */
static void measure_clusters(struct text_glyph *glyphs, uint32_t count, uint32_t len)
{
    uint32_t first = 0;

    for (uint32_t i = 1; i <= count; i++) {
        if (i < count && glyphs[i].start == glyphs[first].start)
            continue;
        if (first == 0)
            glyphs[0].start = 0;
        glyphs[first].len =
            (uint16_t)((i < count ? glyphs[i].start : len) - glyphs[first].start);
        first = i;
    }
}

static struct text_word read_word(struct text_words *w, const struct text_word_key *key)
{
    struct text_word word = {0};
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(w->buffer, &word.count);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(w->buffer, NULL);
    struct text_glyph *glyphs = arena_array(&w->arena, struct text_glyph, word.count);

    for (uint32_t i = 0; i < word.count; i++)
        glyphs[i] = glyph_of(key->font, &info[i], &pos[i]);
    measure_clusters(glyphs, word.count, key->len);
    word.glyphs = glyphs;
    return word;
}

static bool same_key(const struct text_word_key *a, const struct text_word_key *b)
{
    return a->font == b->font && a->features == b->features && a->korean == b->korean &&
           a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

static struct entry *remember(struct text_words *w, const struct text_word_key *key,
                              uint64_t hash)
{
    struct entry *e;

    if (w->count++ >= WORD_LIMIT) {
        arena_release(&w->arena);
        memset(w->buckets, 0, sizeof w->buckets);
        w->count = 1;
    }
    e = arena_new(&w->arena, struct entry);
    e->hash = hash;
    e->key = *key;
    e->key.bytes = arena_strndup(&w->arena, key->bytes, key->len);
    e->word = read_word(w, key);
    e->next = w->buckets[hash % BUCKETS];
    w->buckets[hash % BUCKETS] = e;
    return e;
}

struct text_word text_words_shape(struct text_words *w, const struct text_word_key *key)
{
    uint64_t hash = hash_fnv1a(key->bytes, key->len) ^ (uint64_t)key->font->index << 8 ^
                    (uint64_t)key->korean << 7 ^ key->features;
    struct entry *e = w->buckets[hash % BUCKETS];

    while (e && !(e->hash == hash && same_key(&e->key, key)))
        e = e->next;
    if (!e) {
        run_harfbuzz(w, key);
        e = remember(w, key, hash);
    }
    return e->word;
}
