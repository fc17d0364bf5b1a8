/* Addresses: web ones are clean, local ones never lead out of their root. */
#include "book/address.h"
#include "book/pass.h"
#include "fuzz.h"
#include "media/address.h"
#include "util/path.h"
#include "util/root.h"
#include "util/utf8.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static void check_web(const char *url, struct arena *a)
{
    const char *web = book_web_url(a, url);
    struct str host;

    if (!web)
        return;
    if (strncasecmp(web, "http://", 7) != 0 && strncasecmp(web, "https://", 8) != 0)
        fuzz_fail("an address of another kind");
    for (const char *s = web; *s; s++)
        if (*s <= ' ' || *s == 0x7F || strchr("\"<>\\^`{|}", *s))
            fuzz_fail("an address with what must not be in it");
    host = book_url_host(web);
    if (host.len == 0)
        fuzz_fail("an address without host");
    media_address_host_is_public(arena_strndup(a, host.s, host.len));
}

/* What is opened beneath the root lies there. */
static void check_opened(const char *path, struct arena *a)
{
    const char *root_path = fuzz_folder();
    struct root root;
    char link[64], real[4096];
    ssize_t len;
    int fd;

    if (!root_open(&root, root_path))
        fuzz_fail("no root");
    fd = root_open_file(&root, path);
    root_close(&root);
    if (fd < 0)
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    len = readlink(link, real, sizeof real - 1);
    close(fd);
    if (len < 0 || !path_below(root_path, arena_strndup(a, real, (size_t)len)))
        fuzz_fail("a file outside of the root");
}

static void check_local(const char *url, struct arena *a)
{
    struct doc_meta meta = {.path = "/r/a/b/c.md"};
    struct doc_node article = {.kind = DOC_ARTICLE, .as.meta = &meta};
    struct book_params params = {0};
    struct book_work w = {.arena = a, .params = &params};
    struct book_article from = {.node = &article,
                                .root = "/r",
                                .folder = "a/b",
                                .inside = "a/b/c.md",
                                .base_url = "https://example.org/r/"};
    const char *path = book_local_path(&w, &from, NULL, url);

    if (!path)
        return;
    if (path[0] == '/' || strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0 ||
        strstr(path, "/../"))
        fuzz_fail("a path out of the root");
    check_opened(path, a);
}

/* "f" is a file; "l" and "d" lead out. */
static void make_ways_out(void)
{
    char path[128];

    fuzz_write("f", "x", 1);
    snprintf(path, sizeof path, "%s/l", fuzz_folder());
    if (symlink("/etc/passwd", path) != 0)
        fuzz_fail("no link");
    snprintf(path, sizeof path, "%s/d", fuzz_folder());
    if (symlink("/etc", path) != 0)
        fuzz_fail("no link");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool made;
    struct arena arena = {0};
    const char *url;

    if (memchr(data, 0, size) || !utf8_valid((const char *)data, size, NULL))
        return 0;
    if (!made)
        make_ways_out();
    made = true;
    url = arena_strndup(&arena, (const char *)data, size);
    check_web(url, &arena);
    check_local(url, &arena);
    check_opened(url, &arena);
    arena_release(&arena);
    return 0;
}
