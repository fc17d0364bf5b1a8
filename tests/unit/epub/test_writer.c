#include "epub/writer.h"

#include "tree.h"
#include "util/path.h"

#include <unistd.h>

static const char *source_root;

/* The EPUB of `book`, kept under `keep` when SEOGA_KEEP names a folder for looking at
 * it. */
static struct buf written(const struct doc_node *book, const struct media_store *media,
                          int threads, struct diag *diag, const char *keep)
{
    char folder[] = "/tmp/seoga-epub-XXXXXX";
    const char *kept = getenv("SEOGA_KEEP");
    const char *path;
    struct epub_params params = {
        .templates = path_join(&tree_arena, source_root, "templates/epub"),
        .media = media,
        .modified = "2025-02-04T00:00:00Z",
        .threads = threads,
        .diag = diag,
    };
    struct file_out out;
    struct buf bytes = {0};

    assert_non_null(mkdtemp(folder));
    path = path_join(&tree_arena, kept ? kept : folder, keep);
    assert_true(file_out_open(&out, path, diag));
    assert_true(epub_write(&params, book, &out));
    assert_true(file_out_commit(&out, diag));
    assert_true(file_read(path, FILE_LIMIT, &bytes, diag));
    if (!kept)
        unlink(path);
    rmdir(folder);
    return bytes;
}

static void two_writes_are_equal(void **state)
{
    struct media_store *media = media_store_create();
    struct diag diag = {0};
    struct doc_node *book = book_of_everything("ko");
    struct doc_node *figure = node(DOC_FIGURE, NULL);
    struct buf one, two;

    (void)state;
    book->as.meta->cover_asset = media_store_add_bytes(media, tiny_png, sizeof tiny_png,
                                                       (struct diag_pos){0}, &diag);
    add_image(figure, "설명", book->as.meta->cover_asset);
    doc_node_prepend(book->first, figure);
    one = written(book, media, 1, &diag, "everything.epub");
    two = written(book, media, 3, &diag, "everything.epub");
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
    assert_memory_equal(one.data + 30, "mimetypeapplication/epub+zip", 28);
    assert_int_equal(diag.counts[DIAG_WARNING], 0);
    buf_release(&one);
    buf_release(&two);
    media_store_destroy(media);
}

static void a_missing_style_sheet_is_an_error(void **state)
{
    struct media_store *media = media_store_create();
    struct diag diag = {0};
    struct epub_params params = {.templates = "/nowhere",
                                 .media = media,
                                 .modified = "",
                                 .threads = 1,
                                 .diag = &diag};
    char folder[] = "/tmp/seoga-epub-XXXXXX";
    struct file_out out;

    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_true(file_out_open(&out, path_join(&tree_arena, folder, "a.epub"), &diag));
    assert_false(epub_write(&params, book_of("제목", "ko"), &out));
    assert_int_equal(diag.counts[DIAG_ERROR], 1);
    file_out_abort(&out);
    assert_int_equal(rmdir(folder), 0);
    media_store_destroy(media);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_writes_are_equal),
        cmocka_unit_test(a_missing_style_sheet_is_an_error),
    };
    int failed;

    source_root = argc > 1 ? argv[1] : ".";
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&tree_arena);
    return failed;
}
