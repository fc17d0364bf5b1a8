#include "fixture.h"

static const char *source_root;

/* A copy of a real picture, and the article that shows it under `url`. */
static void show(struct fixture *f, const char *file, const char *article,
                 const char *url)
{
    char *path = path_join(&f->arena, source_root, "samples/images/reading.png");
    static char bytes[1 << 20];
    FILE *in = fopen(path, "rb");
    const char *written;
    char text[512];
    size_t len;

    assert_non_null(in);
    len = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    if (file)
        fixture_write(f, file, bytes, len);
    snprintf(text, sizeof text, "# 글\n\n![그림](%s)\n", url);
    written = fixture_article(f, article, text);
    fixture_make(f, &written, 1);
}

static int asset(const struct fixture *f)
{
    return fixture_first(f, DOC_IMAGE)->as.image.asset;
}

static void check(const char *file, const char *article, const char *url, int expected)
{
    struct fixture f;

    fixture_init(&f);
    fixture_article(&f, "site/.vuepress/config.ts", "");
    show(&f, file, article, url);
    if (asset(&f) != expected)
        print_error("%s in %s: %d\n%s", url, article, asset(&f), f.report);
    assert_int_equal(asset(&f), expected);
    assert_int_equal(fixture_reported(&f, "3:warning:img-"), !expected);
    fixture_release(&f);
}

static void test_local(void **state)
{
    (void)state;
    check("a/x.png", "a/b.md", "x.png", 1);
    check("a/x.png", "a/b.md", "./x.png?v=1#f", 1);
    check("a/그림 1.png", "a/b.md", "<그림 1.png>", 1);
    check("a/그림.png", "a/b.md", "%EA%B7%B8%EB%A6%BC.png", 1);
    check("a/x.png", "a/b.md", "y.png", 0);
    check("x.png", "a/b.md", "../x.png", 0); /* above the article's folder */
    check("x.png", "a/b.md", "..%2Fx.png", 0);
    check("x.png", "a/b.md", "%252e%252e/x.png", 0);
    check("x.png", "a/b.md", "c:..\\\\x.png", 0);
    check("x.png", "a/b.md", "file:///etc/passwd", 0);
}

static void test_in_a_site(void **state)
{
    (void)state;
    check("site/x.png", "site/a/b.md", "../x.png", 1);
    check("site/.vuepress/public/i/x.png", "site/a/b.md", "/i/x.png", 1);
    check("site/i/x.png", "site/a/b.md", "/i/x.png", 1);
    check("x.png", "site/a/b.md", "../../x.png", 0);
    check("x.png", "site/a/b.md", "/../../x.png", 0);
}

static void test_named_site(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    f.params.site = path_join(&f.arena, f.folder, "docs");
    f.params.site_url = "https://e.org/base/";
    show(&f, "docs/src/.vuepress/public/i/x.png", "a/b.md", "/base/i/x.png");
    assert_int_equal(asset(&f), 1);
    fixture_release(&f);
}

static void test_remote(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    show(&f, NULL, "a.md", "//e.org/x.png");
    assert_int_equal(asset(&f), 0);
    assert_string_equal(fixture_first(&f, DOC_IMAGE)->as.image.url,
                        "https://e.org/x.png");
    assert_string_equal(f.report, "3:note:img-remote\n");
    fixture_release(&f);
}

/* Without a cache, "offline" has nothing: each address is told once, where it is first
 * shown. */
static void test_remote_that_cannot_be_had(void **state)
{
    const struct media_remote_params offline = {.offline = true, .threads = 2};
    struct fixture f;

    (void)state;
    fixture_init(&f);
    f.params.remote = media_remote_create(&offline, &f.diag);
    fixture_one(&f, "# 글\n\n![가](https://e.org/x.png)\n\n![나](//e.org/y.png)\n\n"
                    "![다](https://e.org/x.png#z)\n");
    assert_string_equal(f.report, "3:warning:img-fetch\n5:warning:img-fetch\n");
    assert_int_equal(media_store_count(f.params.media), 0);
    media_remote_destroy(f.params.remote);
    fixture_release(&f);
}

static void test_symbolic_link_out(void **state)
{
    struct fixture f;
    const char *written;

    (void)state;
    fixture_init(&f);
    written = fixture_article(&f, "a/b.md", "# 글\n\n![그림](x.png)\n");
    assert_int_equal(
        symlink(path_join(&f.arena, source_root, "samples/images/reading.png"),
                path_join(&f.arena, f.folder, "a/x.png")),
        0);
    fixture_make(&f, &written, 1);
    assert_int_equal(asset(&f), 0);
    fixture_release(&f);
}

/* The name in the text composed, on disk decomposed, and the other way round. */
static void test_names_from_another_system(void **state)
{
    static const char composed[] = "\xED\x95\x9C.png",
                      decomposed[] = "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB.png";

    (void)state;
    check(decomposed, "b.md", composed, 1);
    check(composed, "b.md", decomposed, 1);
    check("site/.vuepress/public/\xE1\x84\x92\xE1\x85\xA1.png", "site/b.md",
          "/%ED%95%98.png", 1);
}

static void test_data_uri(void **state)
{
    static const char dot[] =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4"
        "nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

    (void)state;
    check(NULL, "b.md", dot, 1);
    check(NULL, "b.md", "data:image/png;base64,iVBOR!", 0);
    check(NULL, "b.md", "data:image/png;base64", 0);
    check(NULL, "b.md", "data:text/plain,hello", 0);
}

static void test_without_a_text(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, "글 ![](//e.org/x.png) 안.\n\n![](//e.org/x.png)\n");
    assert_string_equal(f.report, "1:note:img-remote\n3:note:img-alt\n"
                                  "3:note:img-remote\n");
    fixture_release(&f);
}

/* The picture of a card is shown when it is at hand and not missed when it is not. */
static void test_preview(void **state)
{
    struct fixture f;
    const char *name = "a.md";
    char text[256];

    (void)state;
    for (int there = 0; there < 2; there++) {
        fixture_init(&f);
        show(&f, "p.png", name, "p.png");
        snprintf(text, sizeof text,
                 "글.\n\n<SiteInfo name=\"옆집\" desc=\"\" url=\"https://e.org/\"\n"
                 "preview=\"%s\"/>\n\n글.\n",
                 there ? "p.png" : "none.png");
        f.report[0] = '\0';
        name = fixture_article(&f, "b.md", text);
        fixture_make(&f, &name, 1);
        assert_int_equal(fixture_first(&f, DOC_CARD)->as.card.image, there);
        assert_string_equal(f.report, "");
        fixture_release(&f);
        name = "a.md";
    }
}

static void test_cover(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    f.params.cover = path_join(&f.arena, source_root, "samples/images/shelf.jpg");
    fixture_one(&f, "---\ntitle: x\ncover: https://e.org/c.png\n---\n글.\n");
    assert_int_equal(f.book->as.meta->cover_asset, 1);
    f.params.cover = "/nowhere/cover.png";
    fixture_one(&f, "글.\n");
    assert_true(fixture_reported(&f, ":error:cover-file"));
    fixture_release(&f);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_local),
        cmocka_unit_test(test_in_a_site),
        cmocka_unit_test(test_remote),
        cmocka_unit_test(test_symbolic_link_out),
        cmocka_unit_test(test_names_from_another_system),
        cmocka_unit_test(test_preview),
        cmocka_unit_test(test_data_uri),
        cmocka_unit_test(test_without_a_text),
        cmocka_unit_test(test_cover),
        cmocka_unit_test(test_named_site),
        cmocka_unit_test(test_remote_that_cannot_be_had),
    };

    source_root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
