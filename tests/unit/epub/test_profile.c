#include "epub/profile.h"

#include "tree.h"

static void profiles_have_names(void **state)
{
    static const char *const names[] = {"generic", "kindle", "kobo", "apple"};

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(epub_profile_find(names[i])->name, names[i]);
    assert_null(epub_profile_find("nook"));
    assert_null(epub_profile_find(""));
}

/* What generic allows, every other profile allows too. */
static void generic_is_the_strictest(void **state)
{
    static const char *const names[] = {"kindle", "kobo", "apple"};
    const struct epub_profile *all = epub_profile_find("generic");

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const struct epub_profile *p = epub_profile_find(names[i]);

        assert_true(!p->image_pixels || p->image_pixels >= all->image_pixels);
        assert_true(p->book_bytes >= all->book_bytes);
        assert_true(!p->book_advised || p->book_advised >= all->book_bytes);
        assert_true(!p->drawing_side || p->drawing_side >= all->drawing_side);
        assert_true(!p->file_bytes || p->file_bytes >= all->file_bytes);
        assert_true(!p->table_rows || p->table_rows >= all->table_rows);
        assert_true(!p->table_columns || p->table_columns >= all->table_columns);
        assert_true(p->cover_least <= all->cover_least);
        assert_true(all->opaque || !p->opaque);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(profiles_have_names),
        cmocka_unit_test(generic_is_the_strictest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
