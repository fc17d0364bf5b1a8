/* Front matter: cut off in place, whatever it is; what is taken from it is sound. */
#include "fuzz.h"
#include "reader/frontmatter.h"
#include "util/utf8.h"

#include <string.h>

static size_t lines(const struct buf *text)
{
    size_t count = 0;

    for (size_t i = 0; i < text->len; i++)
        count += text->data[i] == '\n';
    return count;
}

static void check_text(const char *s)
{
    if (s && !utf8_valid(s, strlen(s), NULL))
        fuzz_fail("a text is not UTF-8");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct doc_meta meta = {0};
    struct buf text = {0};
    size_t before;

    /* The reader makes it so first. */
    if (memchr(data, 0, size) || !utf8_valid((const char *)data, size, NULL))
        return 0;
    buf_add(&text, data, size);
    before = lines(&text);
    reader_frontmatter(&text, "fuzz.md", &meta, &arena, &diag);
    if (lines(&text) != before)
        fuzz_fail("lines were lost");
    check_text(meta.title);
    check_text(meta.description);
    check_text(meta.lang);
    for (size_t i = 0; i < meta.author_count; i++)
        check_text(meta.authors[i].name);
    if (meta.date.year && !doc_date_valid(meta.date))
        fuzz_fail("a date that is none");
    buf_release(&text);
    arena_release(&arena);
    return 0;
}
