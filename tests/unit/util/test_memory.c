#include "util/arena.h"
#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

static void arena_gives_zeroed_aligned_memory(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t size = 1; size < 100000; size = size * 3 + 1) {
        unsigned char *p = arena_alloc(&a, size);

        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xFF, size);
    }
    arena_release(&a);
    assert_null(a.last);
}

static void arena_adopts(void **state)
{
    struct arena to = {0}, from = {0};
    const char *strings[3];

    (void)state;
    strings[0] = arena_strdup(&from, "first");
    arena_adopt(&to, &from); /* into an empty one */
    assert_null(from.last);
    strings[1] = arena_strdup(&to, "second");
    arena_alloc(&from, 1 << 20);
    strings[2] = arena_strdup(&from, "third");
    arena_adopt(&to, &from);
    arena_adopt(&to, &from); /* nothing */
    for (int i = 0; i < 100; i++)
        arena_alloc(&to, 5000);
    assert_string_equal(strings[0], "first");
    assert_string_equal(strings[1], "second");
    assert_string_equal(strings[2], "third");
    arena_release(&to);
    assert_null(to.last);
}

static void arena_rewinds(void **state)
{
    struct arena a = {0};
    char *kept = arena_strdup(&a, "kept");
    struct arena_mark m = arena_mark(&a);
    char *first = arena_alloc(&a, 10);

    (void)state;
    memset(first, 'x', 10);
    arena_alloc(&a, 1 << 20);
    arena_rewind(&a, m);
    assert_ptr_equal(arena_alloc(&a, 10), first);
    assert_int_equal(first[0], 0);
    assert_string_equal(kept, "kept");
    arena_release(&a);
}

static void arena_formats(void **state)
{
    struct arena a = {0};
    char *text = arena_printf(&a, "%0400d|%s", 7, "끝");

    (void)state;
    assert_int_equal(strlen(text), 401 + strlen("끝"));
    assert_string_equal(text + 400, "|끝");
    arena_release(&a);
}

static void buf_grows_and_stays_terminated(void **state)
{
    struct buf b = {0};

    (void)state;
    assert_string_equal(buf_str(&b), "");
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "%d,", i);
    assert_int_equal(b.len, 10 * 2 + 90 * 3 + 900 * 4);
    assert_int_equal(b.data[b.len], 0);
    buf_truncate(&b, 4);
    assert_string_equal(buf_str(&b), "0,1,");
    buf_put_utf8(&b, 0xAC00);
    assert_string_equal(buf_str(&b), "0,1,가");
    buf_release(&b);
    assert_int_equal(b.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_adopts),
        cmocka_unit_test(arena_rewinds),
        cmocka_unit_test(arena_formats),
        cmocka_unit_test(buf_grows_and_stays_terminated),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
