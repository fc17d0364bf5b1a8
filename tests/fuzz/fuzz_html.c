/* Tags, comments and character references, at every "<" and "&" of a text. */
#include "fuzz.h"
#include "reader/html.h"
#include "util/utf8.h"

#include <string.h>

static void check_text(const char *s)
{
    if (!utf8_valid(s, strlen(s), NULL))
        fuzz_fail("a text is not UTF-8");
}

static void check_tag(struct str s, struct arena *a)
{
    size_t len = reader_tag_length(s), comment = reader_comment_length(s);
    struct html_tag tag;

    if (len > s.len || comment > s.len)
        fuzz_fail("longer than what there is");
    if (len && comment)
        fuzz_fail("a tag and a comment");
    tag = reader_tag_read(len ? str_head(s, len) : s, a);
    check_text(tag.name);
    for (const struct html_attribute *at = tag.attributes; at; at = at->next) {
        check_text(at->name);
        check_text(at->value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct str s = {(const char *)data, size};
    int tags = 0;

    if (memchr(data, 0, size) || !utf8_valid(s.s, size, NULL))
        return 0;
    check_text(reader_decode_html(s, &arena));
    for (; s.len > 0 && tags < 200; s = str_skip(s, 1))
        if (s.s[0] == '<') {
            check_tag(s, &arena);
            tags++;
        }
    arena_release(&arena);
    return 0;
}
