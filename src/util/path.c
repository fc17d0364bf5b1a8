#include "util/path.h"

#include "util/str.h"

#include <ctype.h>
#include <string.h>

char *path_join(struct arena *a, const char *dir, const char *name)
{
    size_t len = strlen(dir);

    if (name[0] == '/' || len == 0 || strcmp(dir, ".") == 0)
        return arena_strdup(a, name);
    return arena_printf(a, "%s%s%s", dir, dir[len - 1] == '/' ? "" : "/", name);
}

char *path_dir(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return arena_strdup(a, ".");
    if (slash == path)
        return arena_strdup(a, "/");
    return arena_strndup(a, path, (size_t)(slash - path));
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *path_ext(const char *path)
{
    const char *base = path_base(path);
    const char *dot = strrchr(base, '.');

    return dot && dot != base ? dot : base + strlen(base);
}

char *path_stem(struct arena *a, const char *path)
{
    const char *base = path_base(path);

    return arena_strndup(a, base, (size_t)(path_ext(path) - base));
}

char *path_normal(struct arena *a, const char *path)
{
    char *out = arena_alloc(a, strlen(path) + 2);
    size_t start = path[0] == '/', len = start;
    struct str rest = str_skip(str_of(path), start);

    if (start)
        out[0] = '/';
    while (rest.len > 0) {
        size_t end = str_find_char(rest, '/');
        struct str part = str_head(rest, end);

        rest = str_skip(rest, end + 1);
        if (part.len == 0 || str_is(part, "."))
            continue;
        if (str_is(part, "..")) {
            if (len == start)
                return NULL;
            while (len > start && out[len - 1] != '/')
                len--;
            if (len > start)
                len--;
            continue;
        }
        if (len > start)
            out[len++] = '/';
        memcpy(out + len, part.s, part.len);
        len += part.len;
    }
    if (len == 0)
        out[len++] = '.';
    out[len] = '\0';
    return out;
}

const char *path_below(const char *root, const char *path)
{
    size_t len = strlen(root);

    if (strncmp(root, path, len) != 0)
        return NULL;
    if (path[len] == '\0')
        return ".";
    if (len == 1 && root[0] == '/')
        return path + 1;
    return path[len] == '/' ? path + len + 1 : NULL;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *path_percent_decode(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1);
    char *to = out;

    while (*s) {
        int high = s[0] == '%' ? hex_value(s[1]) : -1;
        int low = high >= 0 ? hex_value(s[2]) : -1;

        if (low < 0) {
            *to++ = *s++;
            continue;
        }
        if (high == 0 && low == 0)
            return NULL;
        *to++ = (char)(high << 4 | low);
        s += 3;
    }
    return out;
}

/* Unreserved, reserved and "%": what may stand in a URL as it is (RFC 3986 §2). */
static bool allowed_in_url(unsigned char c)
{
    return c < 0x80 && (isalnum(c) || strchr("-._~:/?#[]@!$&'()*+,;=%", c));
}

char *path_percent_encode(struct arena *a, const char *s)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(a, strlen(s) * 3 + 1);
    char *to = out;

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        bool stray_percent = c == '%' && (hex_value(s[1]) < 0 || hex_value(s[2]) < 0);

        if (allowed_in_url(c) && !stray_percent) {
            *to++ = *s;
            continue;
        }
        *to++ = '%';
        *to++ = digits[c >> 4];
        *to++ = digits[c & 15];
    }
    return out;
}

bool path_has_scheme(const char *s)
{
    if (!isalpha((unsigned char)*s))
        return false;
    while (isalnum((unsigned char)*s) || (*s && strchr("+-.", *s)))
        s++;
    return *s == ':';
}
