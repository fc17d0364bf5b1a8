#include "epub/package.h"

#include "tree.h"

static const struct epub_item items[] = {
    {"nav", "nav.xhtml", "application/xhtml+xml", "nav", true, true},
    {"img1", "img-1.png", "image/png", "cover-image", false, false},
    {"ncx", "toc.ncx", "application/x-dtbncx+xml", NULL, false, false},
};

static struct buf package_of(struct doc_node *book, const struct media_store *media)
{
    struct epub_files files = epub_split(book, &tree_arena);
    struct epub_pictures pictures;
    struct epub_book b = {
        .root = book, .meta = book->as.meta, .files = &files, .pictures = &pictures};
    struct buf out = {0};

    pictures = pictures_of(media, book);
    epub_write_package(&b, items, 3, "2025-02-04T00:00:00Z", &out);
    epub_pictures_release(&pictures);
    assert_well_formed(out.data);
    return out;
}

static void metadata_are_complete(void **state)
{
    static const char *const subjects[] = {"AI", "R&D"};
    struct media_store *media = media_store_create();
    struct doc_node *book = book_of("제목", "ko");
    struct buf out;

    (void)state;
    book->as.meta->subjects = subjects;
    book->as.meta->subject_count = 2;
    book->as.meta->description = "설명";
    out = package_of(book, media);
    assert_has(
        out.data,
        "<dc:identifier id=\"uid\">urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8<");
    assert_has(out.data, "<dc:creator id=\"creator2\">김 &amp; 이</dc:creator>");
    assert_has(out.data, "refines=\"#creator2\" property=\"display-seq\">2<");
    assert_has(out.data, "scheme=\"marc:relators\">aut<");
    assert_has(out.data, "<dc:date>2025-02-04</dc:date>");
    assert_has(out.data, "<dc:subject>R&amp;D</dc:subject>");
    assert_has(out.data, "<dc:source>https://www.example.org/글/1/</dc:source>");
    assert_has(out.data,
               "<meta property=\"dcterms:modified\">2025-02-04T00:00:00Z</meta>");
    assert_has(out.data, "<meta name=\"cover\" content=\"img1\"/>");
    assert_has(out.data, "<itemref idref=\"nav\"/>");
    assert_has_not(out.data, "conformsTo");
    buf_release(&out);
    media_store_destroy(media);
}

static void accessibility_is_true_of_the_book(void **state)
{
    struct media_store *media = media_store_create();
    struct doc_node *book = book_of("제목", "ko");
    int asset = media_store_add_bytes(media, tiny_png, sizeof tiny_png,
                                      (struct diag_pos){0}, &(struct diag){0});
    struct buf out = package_of(book, media);

    (void)state;
    assert_int_equal(asset, 1);
    assert_has_not(out.data, "visual");
    assert_has_not(out.data, "alternativeText");
    buf_release(&out);

    add_image(node(DOC_FIGURE, book->first), "설명", asset);
    out = package_of(book, media);
    assert_has(out.data, "schema:accessMode\">visual<");
    assert_has(out.data, "schema:accessModeSufficient\">textual<");
    assert_has(out.data, "alternativeText");
    buf_release(&out);

    add_image(node(DOC_FIGURE, book->first), "", asset);
    out = package_of(book, media);
    assert_has(out.data, "schema:accessModeSufficient\">textual,visual<");
    assert_has_not(out.data, "alternativeText");
    buf_release(&out);
    media_store_destroy(media);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metadata_are_complete),
        cmocka_unit_test(accessibility_is_true_of_the_book),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
