#include "book/route.h"

#include "book/address.h"
#include "util/path.h"
#include "util/str.h"

#include <string.h>

static bool is_hub(const char *base)
{
    return strcmp(base, "README.md") == 0 || strcmp(base, "index.md") == 0 ||
           strcmp(base, "index.html") == 0;
}

const char *book_route_of(struct arena *a, const char *path)
{
    const char *base = path_base(path);

    if (is_hub(base))
        return arena_strndup(a, path, (size_t)(base - path));
    if (strcmp(path_ext(path), ".md") == 0)
        return arena_printf(a, "%.*s.html", (int)strlen(path) - 3, path);
    return path;
}

/* Names from addresses */

/* The path of an address or local path in one spelling: "a/b" for "/a/b.html". */
static const char *plain(struct arena *a, const char *path)
{
    const char *decoded = path_percent_decode(a, path), *ext;
    struct str s;

    if (!decoded)
        return NULL;
    decoded = book_route_of(a, decoded);
    s = str_of(decoded);
    s = str_skip(s, strspn(decoded, "/"));
    while (str_ends(s, "/"))
        s.len--;
    ext = path_ext(decoded);
    if (strcmp(ext, ".html") == 0)
        s.len -= strlen(ext);
    return arena_strndup(a, s.s, s.len);
}

static struct str path_of_url(const char *url)
{
    struct str host = book_url_host(url);
    const char *path = host.len ? host.s + host.len : url;

    return str_head(str_of(path), strcspn(path, "?#"));
}

void book_routes_add(struct book_work *w, const char *canonical, struct doc_node *node)
{
    struct str path = path_of_url(canonical ? canonical : "");
    const char *name = plain(w->arena, arena_strndup(w->arena, path.s, path.len));
    const char *slash = name;

    for (int i = 0; i < BOOK_ROUTES && slash && (slash = strchr(slash, '/')); i++) {
        book_index_add(&w->routes, w->arena, name, node);
        name = ++slash;
    }
}

struct doc_node *book_route_find(struct book_work *w, const char *url)
{
    struct str path = path_of_url(url);
    const char *name = plain(w->arena, arena_strndup(w->arena, path.s, path.len));

    return name && strchr(name, '/') ? book_index_find(&w->routes, name) : NULL;
}

/* Paths */

static void add(struct book_work *w, const char *paths[BOOK_ROUTES], size_t *count,
                const char *path)
{
    path = path ? path_normal(w->arena, path) : NULL;
    if (!path || *count == BOOK_ROUTES)
        return;
    for (size_t i = 0; i < *count; i++)
        if (strcmp(paths[i], path) == 0)
            return;
    paths[(*count)++] = path;
}

/* The root's address may end in names that the path begins with: each is tried, the
 * longest first. */
static void add_overlaps(struct book_work *w, const struct book_article *from,
                         const char *path, const char *paths[BOOK_ROUTES],
                         size_t *count)
{
    struct str host = book_url_host(from->base_url);
    const char *prefix = host.len ? strchr(host.s, '/') : NULL;

    for (; prefix && prefix[1]; prefix = strchr(prefix + 1, '/')) {
        size_t len = strlen(prefix);

        if (strncmp(path, prefix, len) == 0)
            add(w, paths, count, path + len);
    }
}

/* A folder above the article may be named in the path: what follows lies there. */
static void add_named_folders(struct book_work *w, const struct book_article *from,
                              const char *path, const char *paths[BOOK_ROUTES],
                              size_t *count)
{
    const char *folder = path_join(w->arena, from->root, from->folder);
    size_t root = strlen(from->root);

    if (strcmp(from->folder, ".") == 0)
        folder = from->root;
    for (; strlen(folder) >= root && strlen(folder) > 1;
         folder = path_dir(w->arena, folder)) {
        const char *name = arena_printf(w->arena, "/%s/", path_base(folder));
        const char *at = strstr(path, name);
        const char *below = path_below(from->root, folder);

        if (at && below)
            add(w, paths, count, path_join(w->arena, below, at + strlen(name)));
    }
}

size_t book_route_paths(struct book_work *w, const struct book_article *from,
                        const char *file, const char *url,
                        const char *paths[BOOK_ROUTES])
{
    const char *path;
    size_t count = 0;

    add(w, paths, &count, book_local_path(w, from, file, url));
    if (url[0] != '/')
        return count;
    path = path_percent_decode(w->arena,
                               arena_strndup(w->arena, url, strcspn(url, "?#")));
    if (!path || strchr(path, '\\'))
        return count;
    add_overlaps(w, from, path, paths, &count);
    add_named_folders(w, from, path, paths, &count);
    return count;
}

/* Where pages are published */

static bool is_host(struct str name)
{
    size_t dot = str_find_char(name, '.');

    return dot > 0 && dot + 2 < name.len && !str_ends(name, ".md") &&
           !str_ends(name, ".html");
}

/* The last name of "https://host/a/b/", or "" when there is none. */
static struct str last_name(struct str base)
{
    size_t start, host = str_find(base, "://") + 3;

    if (base.len <= host)
        return (struct str){0};
    base.len--; /* the final "/" */
    for (start = base.len; start > host && base.s[start - 1] != '/';)
        start--;
    return start > host ? str_skip(base, start) : (struct str){0};
}

/* What the root's address ends in stands at the beginning of the path as well. */
static size_t overlap(struct str base, const char *path)
{
    struct str host = book_url_host(base.s);
    const char *end = base.s + base.len, *at = host.s + host.len;

    for (; at && at + 1 < end; at = memchr(at + 1, '/', (size_t)(end - at - 1))) {
        size_t len = (size_t)(end - at - 1);

        if (*at == '/' && strncmp(path, at + 1, len) == 0)
            return len;
    }
    return 0;
}

/*
 * The root may be a part of its site only: as long as its folders are named as its
 * address is, both go up; and sites that collect articles have a folder for each host.
 */
const char *book_route_base(struct book_work *w, const struct book_article *from,
                            const char **path)
{
    struct str base = str_of(from->base_url), name;
    const char *folder = from->root;
    size_t same;

    if (base.len == 0 || !*path || w->params->site_url)
        return from->base_url;
    same = overlap(base, *path);
    if (same) {
        *path += same;
        return from->base_url;
    }
    while (!from->in_site && (name = last_name(base)).len > 0 &&
           str_is(name, path_base(folder))) {
        base.len -= name.len + 1;
        folder = path_dir(w->arena, folder);
    }
    name = last_name(base);
    if (is_host(name) && is_host(str_head(str_of(*path), strcspn(*path, "/"))))
        base.len -= name.len + 1;
    return arena_strndup(w->arena, base.s, base.len);
}
