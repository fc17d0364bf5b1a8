#ifndef EPUB_FOREIGN_H
#define EPUB_FOREIGN_H

#include "doc/node.h"

/*
 * The language of the text of `n` where nobody marked it and it is not that of a Korean
 * article: "ja" for kana, "en" for English words and no Hangul; else NULL. For voices
 * and line breaks.
 */
const char *epub_foreign(const struct doc_node *n);

#endif
