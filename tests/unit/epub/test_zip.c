#include "epub/zip.h"

#include "tree.h"
#include "util/hash.h"

#include <unistd.h>

static unsigned le16(const char *s)
{
    return (unsigned)(unsigned char)s[0] | (unsigned)(unsigned char)s[1] << 8;
}

static uint32_t le32(const char *s)
{
    return le16(s) | (uint32_t)le16(s + 2) << 16;
}

/* Writes a container to a new file and reads it back. */
static struct buf written(const struct epub_entry *entries, size_t count, int threads)
{
    char folder[] = "/tmp/seoga-zip-XXXXXX", path[64];
    struct diag diag = {0};
    struct file_out out;
    struct buf bytes = {0};

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.epub", folder);
    assert_true(file_out_open(&out, path, &diag));
    assert_true(epub_zip_write(entries, count, threads, &out, &diag));
    assert_true(file_out_commit(&out, &diag));
    assert_true(file_read(path, FILE_LIMIT, &bytes, &diag));
    unlink(path);
    rmdir(folder);
    return bytes;
}

static const char many[] =
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const struct epub_entry entries[] = {
    {"mimetype", "application/epub+zip", 20, true},
    {"EPUB/a.xhtml", many, sizeof many - 1, false},
    {"EPUB/short.css", "p{}", 3, false},
};

static void the_first_entry_is_stored_and_bare(void **state)
{
    struct buf b = written(entries, 3, 1);

    (void)state;
    assert_memory_equal(b.data, "PK\3\4", 4);
    assert_int_equal(le16(b.data + 8), 0);
    assert_int_equal(le16(b.data + 12), 0x21); /* 1980-01-01 */
    assert_int_equal(le16(b.data + 26), 8);
    assert_int_equal(le16(b.data + 28), 0);
    assert_memory_equal(b.data + 30, "mimetypeapplication/epub+zip", 28);
    buf_release(&b);
}

static void entries_arrive_deflated(void **state)
{
    struct buf b = written(entries, 3, 2);
    const char *second = b.data + 58;

    (void)state;
    assert_memory_equal(second, "PK\3\4", 4);
    assert_int_equal(le16(second + 8), 8);
    assert_int_equal(le32(second + 14), hash_crc32(0, many, sizeof many - 1));
    assert_true(le32(second + 18) < sizeof many - 1);
    assert_int_equal(le32(second + 22), sizeof many - 1);
    assert_int_equal(le16(second + 28), 0);
    buf_release(&b);
}

static void threads_change_no_byte(void **state)
{
    struct buf one = written(entries, 3, 1), four = written(entries, 3, 4);

    (void)state;
    assert_int_equal(one.len, four.len);
    assert_memory_equal(one.data, four.data, one.len);
    buf_release(&one);
    buf_release(&four);
}

static void a_wrong_beginning_is_refused(void **state)
{
    struct diag diag = {0};
    struct file_out out;
    char folder[] = "/tmp/seoga-zip-XXXXXX", path[64];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.epub", folder);
    assert_true(file_out_open(&out, path, &diag));
    assert_false(epub_zip_write(entries + 1, 2, 1, &out, &diag));
    assert_int_equal(diag.counts[DIAG_ERROR], 1);
    file_out_abort(&out);
    rmdir(folder);
}

static void keep_code(void *user, const struct diag_message *msg)
{
    snprintf(user, 32, "%s", msg->code);
}

static void assert_too_large(const struct epub_entry *list, size_t count)
{
    char said[32] = "";
    struct diag diag = {.report = keep_code, .user = said};
    struct file_out out = {.path = "a.epub"};

    assert_false(epub_zip_write(list, count, 1, &out, &diag));
    assert_string_equal(said, "epub-limit");
    assert_int_equal(out.written, 0);
}

/* Archives that need the extensions of ZIP64 are not begun: nothing of them is read. */
static void what_is_too_large_is_refused(void **state)
{
    struct epub_entry *list = calloc(65536, sizeof *list);
    struct epub_entry large[2] = {entries[0], {"EPUB/a.png", NULL, UINT32_MAX, true}};

    (void)state;
    for (size_t i = 0; i < 65536; i++)
        list[i] = entries[0];
    assert_too_large(list, 65536);
    assert_too_large(large, 2);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_entry_is_stored_and_bare),
        cmocka_unit_test(entries_arrive_deflated),
        cmocka_unit_test(threads_change_no_byte),
        cmocka_unit_test(a_wrong_beginning_is_refused),
        cmocka_unit_test(what_is_too_large_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
