#include "epub/foreign.h"

#include "doc/walk.h"
#include "util/str.h"
#include "util/utf8.h"

#include <string.h>

/* What was seen of a text. */
struct sample {
    bool hangul, kana, common; /* common: a word that tells English from other languages */
    int words;
};

/* Figures belong to words, so that the letters between those of an identifier are none. */
static bool is_of_word(uint32_t cp)
{
    return ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') || (cp >= '0' && cp <= '9');
}

static bool is_hangul(uint32_t cp)
{
    return (cp >= 0xac00 && cp <= 0xd7a3) || (cp >= 0x1100 && cp <= 0x11ff) ||
           (cp >= 0x3130 && cp <= 0x318f);
}

static bool is_common(struct str word)
{
    static const char *const words[] = {"the", "of", "and", "to",   "is",  "in", "for",
                                        "are", "a",  "you", "with", "that"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(word, str_of(words[i])))
            return true;
    return false;
}

static void look_at(struct sample *s, struct str text)
{
    size_t begin = 0, i = 0;

    while (i < text.len && !s->hangul) {
        uint32_t cp;
        size_t len = utf8_decode(text.s + i, text.len - i, &cp);

        s->hangul = is_hangul(cp);
        s->kana |= cp >= 0x3041 && cp <= 0x30fe;
        if (!is_of_word(cp)) {
            s->words += i > begin;
            s->common |= is_common((struct str){text.s + begin, i - begin});
            begin = i + len;
        }
        i += len;
    }
    s->words += i > begin;
    s->common |= is_common((struct str){text.s + begin, i - begin});
}

/* Tight text has no element of its own: its item's is marked, when it is all of it. */
static bool is_marked_here(const struct doc_node *n)
{
    if (n->kind == DOC_ITEM || n->kind == DOC_CELL)
        return n->first && n->first == n->last && n->first->kind == DOC_PLAIN;
    return n->kind == DOC_PARAGRAPH || n->kind == DOC_HEADING ||
           n->kind == DOC_CAPTION || n->kind == DOC_TITLE;
}

const char *epub_foreign(const struct doc_node *n)
{
    struct sample s = {0};

    if (n->lang || !is_marked_here(n) || !doc_lang_is_korean(doc_node_lang(n)))
        return NULL;
    for (struct doc_walk w = doc_walk_from(n); !s.hangul && doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == DOC_TEXT)
            look_at(&s, str_of(w.node->as.text));
    if (s.hangul)
        return NULL;
    return s.kana ? "ja" : s.common && s.words >= 3 ? "en" : NULL;
}
