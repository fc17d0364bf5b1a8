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
    return best;
}

const char *reader_container_name(struct str line, int *colons, struct str *rest,
                                  bool *typo)
{
    size_t n = 0, end = 0;
    struct str word;
    const char *name;

    line = str_trim(line);
    while (n < line.len && line.s[n] == ':')
        n++;
    *colons = (int)n;
    *typo = false;
    if (n < 3)
        return NULL;
    line = str_trim(str_skip(line, n));
    while (end < line.len &&
           (isalnum((unsigned char)line.s[end]) || line.s[end] == '-'))
        end++;
    word = str_head(line, end);
    if (end == 0 || (end < line.len && !strchr(" \t#{", line.s[end])))
        return NULL;
    *rest = str_trim(str_skip(line, end));
    name = known(word);
    if (!name) {
        name = nearest(word);
        *typo = name != NULL;
    }
    return name;
}
