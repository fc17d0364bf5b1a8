#include "text/hyphen.h"

#include "util/heap.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHORTEST = 5, /* letters of a word worth parting */
    LONGEST = 64,
    LEFT = 2,
    RIGHT = 3
};

struct text_hyphens {
    HyphenDict *dict;
};

struct text_hyphens *text_hyphens_open(const char *path)
{
    HyphenDict *dict = hnj_hyphen_load(path);
    struct text_hyphens *h;

    if (!dict)
        return NULL;
    h = heap_zalloc(1, sizeof *h);
    h->dict = dict;
    return h;
}

void text_hyphens_close(struct text_hyphens *h)
{
    if (!h)
        return;
    hnj_hyphen_free(h->dict);
    heap_free(h);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* libhyphen's lists of replacements ("Schiff-fahrt") are for spellings English has not.
 */
static void free_replacements(char **rep, int *pos, int *cut, size_t len)
{
    for (size_t i = 0; rep && i < len; i++)
        free(rep[i]);
    free(rep);
    free(pos);
    free(cut);
}

void text_hyphens_find(const struct text_hyphens *h, const char *word, size_t len,
                       bool *after)
{
    char letters[LONGEST + 1], marks[LONGEST + 5] = {0};
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;

    memset(after, 0, len * sizeof *after);
    if (len < SHORTEST || len > LONGEST)
        return;
    for (size_t i = 0; i < len; i++)
        letters[i] = lower(word[i]);
    letters[len] = '\0';
    if (hnj_hyphen_hyphenate2(h->dict, letters, (int)len, marks, NULL, &rep, &pos,
                              &cut) != 0)
        return;
    for (size_t i = LEFT - 1; i + RIGHT < len; i++)
        after[i] = (marks[i] & 1) && !(rep && rep[i]);
    free_replacements(rep, pos, cut, len);
}
