#include "reader/playground.h"

#include <ctype.h>
#include <string.h>

bool reader_is_playground(const char *container)
{
    static const char *const names[] = {
        "sandpack", "playground", "kotlin-playground", "vue-playground",
        "vue-demo", "react-demo", "normal-demo"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cstr_eq(container, names[i]))
            return true;
    return false;
}

/* The word after "@", which must be the whole word. */
static struct str directive_word(struct str line)
{
    size_t end = 1;

    if (!str_starts(line, "@"))
        return (struct str){0};
    while (end < line.len && isalpha((unsigned char)line.s[end]))
        end++;
    if (end < line.len && line.s[end] != ' ')
        return (struct str){0};
    return str_skip(str_head(line, end), 1);
}

static bool names_settings(struct str word)
{
    return str_is(word, "options") || str_is(word, "setup") ||
           str_is(word, "setting") || str_is(word, "settings");
}

bool reader_is_directive(struct str line)
{
    struct str word = directive_word(line);

    return str_is(word, "file") || str_is(word, "import") || names_settings(word);
}

void reader_directive(struct reader_context *c, struct reader_playground *p,
                      struct str line)
{
    struct str word = directive_word(line),
               rest = str_trim(str_skip(line, word.len + 1));

    p->file = NULL;
    /* A bare "@import" stands before a map of addresses, in JSON. */
    p->settings = names_settings(word) || (str_is(word, "import") && rest.len == 0);
    if (str_is(word, "file") && rest.len > 0)
        p->file = reader_prose(c, arena_strndup(c->arena, rest.s, rest.len));
}

bool reader_is_settings(const struct reader_playground *p, struct str lang)
{
    return p->settings || (str_is(lang, "json") && p->name && !p->file &&
                           str_ends(str_of(p->name), "-demo"));
}

const char *reader_playground_title(struct arena *a, const char *title)
{
    struct str s = str_trim(str_of(title));
    size_t at = 0;

    if (str_starts(s, "#"))
        s = str_trim(str_skip(s, str_find_char(s, ' ')));
    if (str_ends(s, "]")) {
        for (size_t i = 0; i < s.len; i++)
            if (s.s[i] == '[')
                at = i + 1;
        if (at > 0)
            s = str_trim(str_head(s, at - 1));
    }
    return arena_strndup(a, s.s ? s.s : "", s.len);
}
