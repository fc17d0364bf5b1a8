/* Styles of drawings: what is left holds no mark-up, no escapes, and loads nothing. */
#include "fuzz.h"
#include "media/vector_rules.h"

#include <string.h>
#include <strings.h>

/* Outside strings, url( may begin a reference only. */
static void check_references(struct str s)
{
    char quote = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.s[i] == '\'' || strncmp(s.s + i, "&quot;", 6) == 0)
            quote = !quote ? s.s[i] : s.s[i] == quote ? 0 : quote;
        if (!quote && s.len - i >= 5 && strncasecmp(s.s + i, "url(", 4) == 0 &&
            s.s[i + 4] != '#')
            fuzz_fail("an address is left");
    }
}

static void check(struct buf *out)
{
    const char *s = buf_str(out);

    if (strlen(s) != out->len || strpbrk(s, "<\"\\@") || strstr(s, "/*"))
        fuzz_fail("what could act is left");
    check_references((struct str){s, out->len});
    buf_release(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf out = {0}, copy = {0};
    struct str s;

    if (memchr(data, 0, size))
        return 0;
    buf_add(&copy, data, size);
    s = (struct str){buf_str(&copy), size};
    media_vector_value(&out, s);
    check(&out);
    media_vector_style(&out, s);
    check(&out);
    media_vector_sheet(&out, s);
    check(&out);
    buf_release(&copy);
    return 0;
}
