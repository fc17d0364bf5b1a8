#include "media/cache.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    char folder[64];
    struct arena arena;
    struct media_cache cache;
};

static int set_up(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof f);
    strcpy(f.folder, "/tmp/seoga-cache-XXXXXX");
    assert_non_null(mkdtemp(f.folder));
    assert_true(media_cache_open(&f.cache, path_join(&f.arena, f.folder, "deep/er"), true));
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[160];

    media_cache_close(&f->cache);
    arena_release(&f->arena);
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -r %s", f->folder, f->folder);
    return system(command);
}

#define URL    "https://e.org/a.png"
#define OBJECT "objects/2c/f24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

/* Brings in `text` in two pieces; the copy says `etag`. */
static struct media_copy bring(const struct media_cache *c, const char *url,
                               const char *text, const char *etag)
{
    struct media_draft draft;
    struct media_copy copy = {0};
    size_t len = strlen(text);

    assert_true(media_draft_open(&draft, c, url));
    assert_true(media_draft_add(&draft, text, len / 2));
    assert_true(media_draft_add(&draft, text + len / 2, len - len / 2));
    assert_int_equal(draft.len, len);
    assert_memory_equal(media_draft_bytes(&draft), text, len);
    snprintf(copy.etag, sizeof copy.etag, "%s", etag);
    media_draft_keep(&draft, c, url, &copy);
    assert_int_equal(copy.len, len);
    return copy;
}

static void put(const char *path, const char *text)
{
    FILE *out = fopen(path, "wb");

    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static void check(struct fixture *f, const char *object, const char *text)
{
    struct buf bytes = {0};
    struct diag unheard = {0};

    assert_true(file_read(path_join(&f->arena, f->cache.folder, object), 1000, &bytes,
                          &unheard));
    assert_string_equal(buf_str(&bytes), text);
    buf_release(&bytes);
}

static void what_is_kept_is_found(void **state)
{
    struct fixture *f = *state;
    struct media_copy copy = bring(&f->cache, URL, "hello", "\"1\""), found;
    struct media_cache again;

    assert_string_equal(copy.object, OBJECT);
    check(f, OBJECT, "hello");
    assert_true(media_cache_open(&again, f->cache.folder, true));
    assert_int_equal(media_cache_find(&again, URL, &found), MEDIA_CACHED);
    assert_int_equal(found.len, 5);
    assert_string_equal(found.object, OBJECT);
    assert_string_equal(found.etag, "\"1\"");
    assert_string_equal(found.modified, "");
    assert_int_equal(media_cache_find(&again, URL "?", &found), MEDIA_NOT_CACHED);
    media_cache_close(&again);
}

static void the_newer_one_counts_and_the_older_stays(void **state)
{
    struct fixture *f = *state;
    struct media_copy old = bring(&f->cache, URL, "hello", ""), found;

    bring(&f->cache, URL, "hello again", "");
    check(f, old.object, "hello");
    assert_int_equal(media_cache_find(&f->cache, URL, &found), MEDIA_CACHED);
    assert_int_equal(found.len, 11);
    check(f, found.object, "hello again");
}

/* A run that is reading an object finds the very file again. */
static void the_same_bytes_stay_the_same_file(void **state)
{
    struct fixture *f = *state;
    const char *path = path_join(&f->arena, f->cache.folder, OBJECT);
    struct stat before, after;

    bring(&f->cache, URL, "hello", "");
    assert_int_equal(stat(path, &before), 0);
    bring(&f->cache, "https://e.org/b.png", "hello", "");
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(after.st_nlink, 1);
}

static void what_was_damaged_is_not_found(void **state)
{
    struct fixture *f = *state;
    const char *path = path_join(&f->arena, f->cache.folder, OBJECT);
    struct media_copy found;

    bring(&f->cache, URL, "hello", "");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(media_cache_find(&f->cache, URL, &found), MEDIA_CACHE_DAMAGED);
    put(path, "hellO");
    assert_int_equal(media_cache_find(&f->cache, URL, &found), MEDIA_CACHE_DAMAGED);
    assert_int_equal(found.len, 0);
    bring(&f->cache, URL, "hello", "");
    assert_int_equal(media_cache_find(&f->cache, URL, &found), MEDIA_CACHED);
    check(f, OBJECT, "hello");
}

static void a_dropped_draft_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    struct media_draft draft;
    struct media_copy found;
    char *temp;

    assert_true(media_draft_open(&draft, &f->cache, URL));
    assert_true(media_draft_add(&draft, "hello", 5));
    temp = arena_strdup(&f->arena, draft.file.temp);
    assert_true(file_exists(temp));
    media_draft_drop(&draft);
    assert_false(file_exists(temp));
    assert_int_equal(media_cache_find(&f->cache, URL, &found), MEDIA_NOT_CACHED);
    media_draft_drop(&draft);
}

static void without_a_folder_it_is_memory(void **state)
{
    struct media_cache none = {0};
    struct media_copy copy = bring(&none, URL, "hello", ""), found;

    (void)state;
    assert_string_equal(copy.object, "");
    assert_string_equal(buf_str(&copy.memory), "hello");
    assert_int_equal(media_cache_find(&none, URL, &found), MEDIA_NOT_CACHED);
    media_copy_release(&copy);
}

/* Something stands where the object's folder belongs. */
static void what_cannot_be_kept_is_memory(void **state)
{
    struct fixture *f = *state;
    struct media_copy copy;

    put(path_join(&f->arena, f->cache.folder, "objects/2c"), "");
    copy = bring(&f->cache, URL, "hello", "");
    assert_string_equal(copy.object, "");
    assert_string_equal(buf_str(&copy.memory), "hello");
    media_copy_release(&copy);
}

/* Opened to be read, it is read, and nothing is made. */
static void read_only(void **state)
{
    struct fixture *f = *state;
    const char *elsewhere = path_join(&f->arena, f->folder, "elsewhere");
    struct media_cache c;
    struct media_copy found;

    bring(&f->cache, URL, "hello", "");
    assert_true(media_cache_open(&c, f->cache.folder, false));
    assert_int_equal(media_cache_find(&c, URL, &found), MEDIA_CACHED);
    media_cache_close(&c);
    assert_true(media_cache_open(&c, elsewhere, false));
    assert_int_equal(media_cache_find(&c, URL, &found), MEDIA_NOT_CACHED);
    assert_false(file_exists(elsewhere));
    media_cache_close(&c);
}

static void folders_that_cannot_be_made(void **state)
{
    static const char *const names[] = {"file", "file/x", "/proc/seoga"};
    struct fixture *f = *state;
    struct media_copy copy;
    struct media_cache c;

    put(path_join(&f->arena, f->folder, "file"), "");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = path_join(&f->arena, f->folder, names[i]);

        assert_false(media_cache_open(&c, path, true));
        assert_false(c.writable);
        copy = bring(&c, URL, "hello", "");
        assert_string_equal(copy.object, "");
        media_copy_release(&copy);
        media_cache_close(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_kept_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_newer_one_counts_and_the_older_stays,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_bytes_stay_the_same_file, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_kept_is_memory, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_was_damaged_is_not_found, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_dropped_draft_leaves_nothing, set_up,
                                        tear_down),
        cmocka_unit_test(without_a_folder_it_is_memory),
        cmocka_unit_test_setup_teardown(read_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_that_cannot_be_made, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
