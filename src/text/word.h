#ifndef TEXT_WORD_H
#define TEXT_WORD_H

#include "text/shape.h"

/* Words as HarfBuzz shaped them, remembered: for the files of text/ alone. */
struct text_words;

/* What decides how a word looks. */
struct text_word_key {
    const struct text_font *font;
    unsigned features; /* enum text_feature */
    bool korean;       /* Hangul script and Korean language, else guessed */
    const char *bytes;
    uint32_t len; /* below 65,536 */
};

/* Borrowed until the next call. `start` counts from the word's first byte; the clusters
 * cover all of its bytes, unless `count` is 0: then it draws nothing. */
struct text_word {
    const struct text_glyph *glyphs;
    uint32_t count;
};

struct text_words *text_words_create(void);
void text_words_destroy(struct text_words *w);

struct text_word text_words_shape(struct text_words *w,
                                  const struct text_word_key *key);

/* The glyph drawn for what a face lacks: U+25A1, never .notdef. */
uint32_t text_word_box(const struct text_font *font);

#endif
