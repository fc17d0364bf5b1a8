#include "reader/emoji.h"

#include "util/buf.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NAME = 64 };

/* A name between colons, not terminated. */
struct name {
    const char *s;
    size_t len;
};

static int compare(const void *key, const void *entry)
{
    const struct name *name = key;
    const struct reader_emoji *emoji = entry;
    int order = strncmp(name->s, emoji->name, name->len);

    return order ? order : -(emoji->name[name->len] != '\0');
}

static const struct reader_emoji *find(struct name name)
{
    return bsearch(&name, reader_emoji, reader_emoji_count, sizeof *reader_emoji, compare);
}

/* The characters gemoji's names are made of. */
static bool is_name_char(char c)
{
    return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '_' || c == '+' || c == '-';
}

/* The emoji whose shortcode begins at the colon `at`, and the bytes it takes. */
static const struct reader_emoji *shortcode(const char *at, size_t *len)
{
    size_t n = 1;

    while (n < LONGEST_NAME && is_name_char(at[n]))
        n++;
    if (n == 1 || at[n] != ':')
        return NULL;
    *len = n + 1;
    return find((struct name){at + 1, n - 1});
}

static const char *replace(struct arena *a, const char *text, bool keep)
{
    const char *colon = strchr(text, ':'), *copied = text;
    struct buf out = {0};
    const char *result = text;

    while (colon) {
        size_t len = 1;
        const struct reader_emoji *emoji = shortcode(colon, &len);

        if (emoji) {
            buf_add(&out, copied, (size_t)(colon - copied));
            buf_puts(&out, keep ? emoji->text : "");
            copied = colon + len;
            colon = strchr(copied, ':');
        } else {
            colon = strchr(colon + 1, ':');
        }
    }
    if (copied > text) {
        buf_puts(&out, copied);
        result = arena_strndup(a, buf_str(&out), out.len);
    }
    buf_release(&out);
    return result;
}

const char *reader_emojify(struct arena *a, const char *text)
{
    return replace(a, text, true);
}

const char *reader_without_emoji(struct arena *a, const char *text)
{
    return replace(a, text, false);
}
