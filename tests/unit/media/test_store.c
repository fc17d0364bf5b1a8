#include "media/png.h"
#include "media/store.h"
#include "util/heap.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    struct arena arena;
    struct diag diag;
    struct diag_message last;
    struct media_store *store;
    char folder[32];
} f;

static const struct diag_pos here = {"a.md", 7, 2};

static void keep(void *user, const struct diag_message *message)
{
    (void)user;
    f.last = *message;
}

static int set_up(void **state)
{
    (void)state;
    memset(&f, 0, sizeof f);
    f.diag.report = keep;
    f.store = media_store_create();
    strcpy(f.folder, "/tmp/seoga-store-XXXXXX");
    return mkdtemp(f.folder) ? 0 : -1;
}

static const char *in_folder(const char *name)
{
    return path_join(&f.arena, f.folder, name);
}

static int tear_down(void **state)
{
    (void)state;
    media_store_destroy(f.store);
    unlink(in_folder("a.png"));
    unlink(in_folder("b.png"));
    rmdir(f.folder);
    arena_release(&f.arena);
    return 0;
}

/* A PNG of 1 × 1 for every number. */
static struct buf picture(unsigned number)
{
    const uint8_t palette[1][3] = {
        {(uint8_t)number, (uint8_t)(number >> 8), (uint8_t)(number >> 16)}};
    struct buf png = {0};

    media_png_write_indexed(&png, (const uint8_t *)"", 1, 1, palette, 1);
    return png;
}

static void write_file(const char *name, const struct buf *bytes)
{
    FILE *out = fopen(in_folder(name), "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(bytes->data, 1, bytes->len, out), bytes->len);
    assert_int_equal(fclose(out), 0);
}

static int add_file(const char *name)
{
    return media_store_add_file(f.store, f.folder, name, here, &f.diag);
}

static int add_number(unsigned number)
{
    struct buf png = picture(number);
    int added = media_store_add_bytes(f.store, png.data, png.len, here, &f.diag);

    buf_release(&png);
    return added;
}

/* In files or in memory, and among many. */
static void the_same_bytes_are_kept_once(void **state)
{
    enum { MANY = 3000 };
    struct buf png = picture(5);

    (void)state;
    write_file("a.png", &png);
    write_file("b.png", &png);
    for (unsigned i = 0; i < MANY; i++)
        assert_int_equal(add_number(i), i + 1);
    assert_int_equal(add_file("a.png"), 6);
    assert_int_equal(add_file("b.png"), 6);
    for (unsigned i = MANY; i-- > 0;)
        assert_int_equal(add_number(i), i + 1);
    assert_int_equal(media_store_count(f.store), MANY);
    buf_release(&png);
}

static void a_file_is_read_when_it_is_needed(void **state)
{
    struct buf png = picture(1);
    struct media_bytes bytes;
    const struct media_asset *asset;

    (void)state;
    write_file("a.png", &png);
    asset = media_store_asset(f.store, add_file("a.png"));
    assert_non_null(asset);
    assert_null(asset->bytes);
    for (int i = 0; i < 2; i++) {
        assert_true(media_asset_open(asset, &bytes));
        assert_int_equal(bytes.len, png.len);
        assert_memory_equal(bytes.data, png.data, png.len);
        media_bytes_close(&bytes);
    }
    buf_release(&png);
}

/* What is written into a book must be what was looked at before. */
static void a_file_that_was_changed_is_not_used(void **state)
{
    struct buf png = picture(1), other = picture(2);
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = 1}};
    struct media_bytes bytes;
    const struct media_asset *asset;

    (void)state;
    assert_int_equal(png.len, other.len);
    write_file("a.png", &png);
    asset = media_store_asset(f.store, add_file("a.png"));
    write_file("a.png", &other);
    assert_int_equal(utimensat(AT_FDCWD, in_folder("a.png"), times, 0), 0);
    assert_false(media_asset_open(asset, &bytes));
    unlink(in_folder("a.png"));
    assert_false(media_asset_open(asset, &bytes));
    assert_int_equal(mkfifo(in_folder("a.png"), 0600), 0);
    assert_false(media_asset_open(asset, &bytes));
    unlink(in_folder("a.png"));
    assert_int_equal(symlink("/dev/zero", in_folder("a.png")), 0);
    assert_false(media_asset_open(asset, &bytes));
    media_asset_changed(asset, here, &f.diag);
    assert_string_equal(f.last.code, "img-changed");
    assert_int_equal(f.last.pos.line, 7);
    buf_release(&png);
    buf_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_bytes_are_kept_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_file_is_read_when_it_is_needed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_was_changed_is_not_used, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
