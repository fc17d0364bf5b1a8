#ifndef EPUB_WORDS_H
#define EPUB_WORDS_H

#include "doc/node.h"

/* What the book itself says, in Korean or English. */
enum epub_word {
    EPUB_WORD_CONTENTS,
    EPUB_WORD_COVER,
    EPUB_WORD_TITLE_PAGE,
    EPUB_WORD_BEGINNING,
    EPUB_WORD_LANDMARKS,
    EPUB_WORD_PAGES,
    EPUB_WORD_SOURCE,
    EPUB_WORD_MISSING,
    EPUB_WORD_BACK,
    EPUB_WORD_VIDEO,
    EPUB_WORD_DEMO,
    EPUB_WORD_DOCUMENT,
    EPUB_WORD_DIAGRAM,
    EPUB_WORD_DONE,
    EPUB_WORD_OPEN,
    EPUB_WORD_TABLE,
    EPUB_WORD_SUMMARY_TEXT,
    EPUB_WORD_SUMMARY_IMAGES,
    EPUB_WORD_SUMMARY_BARE_IMAGES,
    EPUB_WORD_SUMMARY_PAGES,
    EPUB_WORD_COUNT
};

const char *epub_word(enum epub_word word, const char *lang);

/* "제2부", "Part 2"; "" for number 0, a part within another. */
#define EPUB_PART_SIZE 24
void epub_part_label(int number, const char *lang, char label[EPUB_PART_SIZE]);

/* "팁", "Tip", …: the label of a callout. */
const char *epub_callout_label(enum doc_callout callout, const char *lang);

#endif
