#include "reader/prepass.h"

#include <ctype.h>
#include <string.h>

static const char *const names[] = {
    "info",
    "note",
    "tip",
    "warning",
    "caution",
    "important",
    "danger",
    "details",
    "left",
    "center",
    "right",
    "justify",
    "tabs",
    "code-tabs",
    "v-pre",
    "normal-demo",
    "vue-demo",
    "react-demo",
    "sandpack",
    "playground",
    "vue-playground",
    "kotlin-playground",
    "preview",
    "file-tree",
    "chart",
    "chartjs",
    "echarts",
    "flow",
    "slides",
};

static const char *const aliases[][2] = {
    {"tips", "tip"},         {"notes", "note"},     {"infor", "info"},
    {"critical", "caution"}, {"danger", "caution"}, {"warn", "warning"},
};

static const char *known(struct str word)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (str_eq_nocase(word, str_of(aliases[i][0])))
            return aliases[i][1];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(word, str_of(names[i])))
            return names[i];
    return NULL;
}

/* The one known name that is at most two slips of the finger away. */
static const char *nearest(struct str word)
{
    const char *best = NULL;
    int least = 3;

    if (word.len < 4)
        return NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int distance = str_distance(word, str_of(names[i]), 2);

        if (distance < least && strlen(names[i]) >= 4 - (distance < 2)) {
            least = distance;
            best = names[i];
        }
    }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        int distance = str_distance(word, str_of(aliases[i][0]), 2);

        if (distance < least && strlen(aliases[i][0]) > 5) {
            least = distance;
            best = aliases[i][1];
        }
    }
    return best;
}

/* Zero-width characters that slipped in after the colons mean nothing. */
static struct str without_invisible_end(struct str s)
{
    static const char *const invisible[] = {"\u200B", "\u200C", "\u200D", "\uFEFF"};

    for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++)
        while (str_ends(s, invisible[i])) {
            s.len -= strlen(invisible[i]);
            i = 0;
        }
    return str_trim(s);
}

/* "notePrerequisites": a known name run together with a title that begins with a capital. */
static const char *run_together(struct str word, size_t *end)
{
    for (size_t i = 2; i < word.len; i++) {
        const char *name = isupper((unsigned char)word.s[i]) ? known(str_head(word, i)) : NULL;

        if (name) {
            *end = i;
            return name;
        }
    }
    return NULL;
}

/* The name at the start of `line`, mended where it can be; `*end` is where its title begins. */
static const char *name_of(struct str line, size_t *end, bool *typo)
{
    struct str word;
    const char *name;

    while (*end < line.len && (isalnum((unsigned char)line.s[*end]) || line.s[*end] == '-'))
        ++*end;
    word = str_head(line, *end);
    name = known(word);
    if (*end == 0 || (*end < line.len && !strchr(" \t#{", line.s[*end]))) {
        *typo = true;
        *end += name && strchr(".:,", line.s[*end]) ? 1 : 0;
        return name && strchr(".:,", line.s[*end - 1]) ? name : NULL;
    }
    if (name)
        return name;
    *typo = true;
    name = nearest(word);
    return name ? name : run_together(word, end);
}

const char *reader_container_name(struct str line, int *colons, struct str *rest,
                                  bool *typo)
{
    size_t n = 0, end = 0;
    const char *name;

    line = without_invisible_end(str_trim(line));
    while (n < line.len && line.s[n] == ':')
        n++;
    *colons = (int)n;
    *typo = false;
    if (n < 3 || n == line.len)
        return NULL;
    line = str_trim(str_skip(line, n));
    name = name_of(line, &end, typo);
    *rest = name ? str_trim(str_skip(line, end)) : line;
    return name ? name : READER_UNNAMED;
}

bool reader_container_closes(struct str line)
{
    size_t n = 0;

    line = without_invisible_end(str_trim(line));
    while (n < line.len && line.s[n] == ':')
        n++;
    return n >= 3 && n == line.len;
}
