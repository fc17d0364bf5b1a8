#include "util/str.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_of(const char *s)
{
    return (struct str){s, s ? strlen(s) : 0};
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.s[i]) != lower(b.s[i]))
            return false;
    return true;
}

bool str_is(struct str a, const char *s)
{
    return str_eq(a, str_of(s));
}

bool str_starts(struct str a, const char *prefix)
{
    size_t len = strlen(prefix);

    return a.len >= len && (len == 0 || memcmp(a.s, prefix, len) == 0);
}

bool str_ends(struct str a, const char *suffix)
{
    size_t len = strlen(suffix);

    return a.len >= len && (len == 0 || memcmp(a.s + a.len - len, suffix, len) == 0);
}

bool cstr_eq(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool cstr_blank(const char *s)
{
    return str_trim(str_of(s)).len == 0;
}

struct str str_trim(struct str a)
{
    while (a.len > 0 && is_space(a.s[0])) {
        a.s++;
        a.len--;
    }
    while (a.len > 0 && is_space(a.s[a.len - 1]))
        a.len--;
    return a;
}

struct str str_skip(struct str a, size_t n)
{
    if (n > a.len)
        n = a.len;
    return (struct str){a.s ? a.s + n : NULL, a.len - n};
}

struct str str_head(struct str a, size_t n)
{
    return (struct str){a.s, n < a.len ? n : a.len};
}

size_t str_find(struct str a, const char *needle)
{
    const char *found;

    if (a.len == 0)
        return a.len;
    found = memmem(a.s, a.len, needle, strlen(needle));
    return found ? (size_t)(found - a.s) : a.len;
}

size_t str_find_char(struct str a, char c)
{
    const char *found = a.len ? memchr(a.s, c, a.len) : NULL;

    return found ? (size_t)(found - a.s) : a.len;
}

bool str_next_line(struct str *rest, struct str *line)
{
    size_t end;

    if (rest->len == 0)
        return false;
    end = str_find_char(*rest, '\n');
    *line = str_head(*rest, end);
    *rest = str_skip(*rest, end + 1);
    return true;
}

/* One row of the table at a time; words longer than the row are taken as different. */
int str_distance(struct str a, struct str b, int limit)
{
    enum { LONGEST = 63 };
    int row[LONGEST + 1];

    if (a.len > LONGEST || b.len > LONGEST)
        return limit + 1;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= a.len; i++) {
        int diagonal = row[0];

        row[0] = (int)i;
        for (size_t j = 1; j <= b.len; j++) {
            int best = diagonal + (lower(a.s[i - 1]) != lower(b.s[j - 1]));

            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[b.len] <= limit ? row[b.len] : limit + 1;
}
