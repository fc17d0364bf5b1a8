#include "epub/preflight.h"

#include "epub/profile.h"
#include "tree.h"

/* The codes that were reported, one after the other. */
static char codes[256];

static void keep(void *user, const struct diag_message *msg)
{
    (void)user;
    assert_int_equal(msg->level, DIAG_WARNING);
    strncat(codes, msg->code, sizeof codes - strlen(codes) - 2);
    strcat(codes, " ");
}

static struct diag diag = {.report = keep};

/* A book with a cover of one pixel, an image of the same file, and a table of three rows. */
static struct epub_book sample(struct media_store *media, struct doc_node **root)
{
    struct doc_node *book = book_of("책", "ko");
    int asset = media_store_add_bytes(media, tiny_png, sizeof tiny_png,
                                      (struct diag_pos){0}, &diag);

    codes[0] = '\0';
    *root = book;
    add_table(book->first);
    add_image(node(DOC_FIGURE, book->first), "", asset);
    return (struct epub_book){.root = book, .meta = book->as.meta, .diag = &diag};
}

static void without_profile_and_claim_nothing_is_said(void **state)
{
    struct media_store *media = media_store_create();
    struct doc_node *root;
    struct epub_book b = sample(media, &root);

    (void)state;
    epub_preflight(&b);
    epub_preflight_size(&b, "a.epub", (size_t)1 << 40);
    assert_string_equal(codes, "");
    media_store_destroy(media);
}

static void covers_are_wanted_and_measured(void **state)
{
    struct media_store *media = media_store_create();
    struct doc_node *root;
    struct epub_book b = sample(media, &root);
    struct epub_pictures pictures = pictures_of(media, root);

    (void)state;
    b.pictures = &pictures;
    b.profile = epub_profile_find("kindle");
    epub_preflight(&b);
    assert_string_equal(codes, "profile-cover ");
    codes[0] = '\0';
    root->as.meta->cover_asset = 1;
    epub_preflight(&b);
    assert_string_equal(codes, "profile-cover ");
    epub_pictures_release(&pictures);
    media_store_destroy(media);
}

static void tables_and_images_are_measured(void **state)
{
    static const struct epub_profile narrow = {
        .name = "narrow", .table_rows = 2, .table_columns = 1};
    struct media_store *media = media_store_create();
    struct doc_node *root;
    struct epub_book b = sample(media, &root);
    struct epub_pictures pictures = pictures_of(media, root);
    struct epub_files files = epub_split(root, &tree_arena);

    (void)state;
    b.pictures = &pictures;
    b.profile = &narrow;
    root->as.meta->cover_asset = 1;
    epub_preflight(&b);
    assert_string_equal(codes, "profile-table profile-table ");
    codes[0] = '\0';
    epub_preflight_file(&b, files.files, 1000);
    assert_string_equal(codes, "");
    epub_preflight_file(&b, files.files, 251000);
    assert_string_equal(codes, "profile-file ");
    epub_pictures_release(&pictures);
    media_store_destroy(media);
}

static void files_count_with_their_images(void **state)
{
    static const struct epub_profile small = {
        .name = "small", .file_bytes = 1000, .book_bytes = 5000, .book_advised = 4000};
    struct media_store *media = media_store_create();
    struct doc_node *root;
    struct epub_book b = sample(media, &root);
    struct epub_pictures pictures = pictures_of(media, root);
    struct epub_files files = epub_split(root, &tree_arena);

    (void)state;
    b.pictures = &pictures;
    b.profile = &small;
    epub_preflight_file(&b, files.files, 1000 - sizeof tiny_png);
    assert_string_equal(codes, "");
    epub_preflight_file(&b, files.files, 1001 - sizeof tiny_png);
    assert_string_equal(codes, "profile-file ");
    codes[0] = '\0';
    epub_preflight_size(&b, "a.epub", 4000);
    assert_string_equal(codes, "");
    epub_preflight_size(&b, "a.epub", 5000);
    assert_string_equal(codes, "profile-book ");
    codes[0] = '\0';
    epub_preflight_size(&b, "a.epub", 5001);
    assert_string_equal(codes, "profile-book ");
    epub_pictures_release(&pictures);
    media_store_destroy(media);
}

static void a_claim_wants_alternative_texts(void **state)
{
    struct media_store *media = media_store_create();
    struct doc_node *root;
    struct epub_book b = sample(media, &root);
    struct epub_pictures pictures = pictures_of(media, root);

    (void)state;
    b.pictures = &pictures;
    b.claim = (struct epub_claim){"AA", "김"};
    epub_preflight(&b);
    assert_string_equal(codes, "claim ");
    epub_pictures_release(&pictures);
    media_store_destroy(media);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_profile_and_claim_nothing_is_said),
        cmocka_unit_test(covers_are_wanted_and_measured),
        cmocka_unit_test(tables_and_images_are_measured),
        cmocka_unit_test(files_count_with_their_images),
        cmocka_unit_test(a_claim_wants_alternative_texts),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
