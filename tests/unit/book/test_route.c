#include "book/address.h"
#include "book/pass.h"
#include "fixture.h"

/* An article of a site that is published under other names than its folders have. */
static const char *at(struct fixture *f, const char *name, const char *address,
                      const char *text)
{
    return fixture_article(
        f, name,
        arena_printf(&f->arena,
                     "---\ntitle: %s\nhead:\n  - - meta:\n    - property: og:url\n"
                     "      content: https://site.example/books/%s\n---\n\n## 절\n\n%s\n",
                     name, address, text));
}

static const struct doc_link *link_of(const struct doc_node *article)
{
    for (struct doc_walk w = doc_walk_from(article); doc_walk_next(&w);)
        if (w.node->kind == DOC_LINK)
            return &w.node->as.link;
    return NULL;
}

static void expect_target(struct fixture *f, const char *url, const char *id)
{
    const char *paths[2];
    const struct doc_link *link;

    paths[0] = at(f, "docs/one/src/a.md", "one.example/a.html",
                  arena_printf(&f->arena, "[글](%s)", url));
    paths[1] = at(f, "docs/two/src/part/b.md", "two.example/part/b.html", "글.");
    fixture_make(f, paths, 2);
    link = link_of(f->book->first);
    assert_non_null(link);
    assert_non_null(link->target);
    assert_string_equal(link->target->id, id);
}

static void test_members_by_every_name(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    expect_target(&f, "../../two/src/part/b.md", "a2");
    expect_target(&f, "../../two/src/part/b.html#절", "a2-h1");
    expect_target(&f, "/two.example/part/b.md", "a2");
    expect_target(&f, "/two.example/part/b.html#heading-절", "a2-h1");
    expect_target(&f, "/books/two.example/part/b.md", "a2");
    expect_target(&f, "/other/docs/two/src/part/b.md", "a2");
    expect_target(&f, "https://site.example/books/two.example/part/b.html#절", "a2-h1");
    expect_target(&f, "/one.example/a.md#절", "a1-h1");
    expect_target(&f, "a.md", "a1");
    fixture_release(&f);
}

static void expect_url(struct fixture *f, const char *name, const char *url,
                       const char *expected)
{
    const char *path = at(f, name, "one.example/a.html",
                          arena_printf(&f->arena, "[글](%s)", url));
    const struct doc_link *link;

    fixture_make(f, &path, 1);
    link = link_of(f->book->first);
    assert_non_null(link);
    assert_null(link->target);
    assert_string_equal(link->url, expected);
}

static void test_others_where_they_are_published(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    expect_url(&f, "docs/one/src/a.md", "/one.example/c.md#x",
               "https://site.example/books/one.example/c.html#x");
    expect_url(&f, "docs/one/src/a.md", "/three.example/c.md",
               "https://site.example/books/three.example/c.html");
    expect_url(&f, "docs/one/src/a.md", "c.md",
               "https://site.example/books/one.example/c.html");
    expect_url(&f, "one.example/a.md", "/three/README.md",
               "https://site.example/books/three/");
    f.params.site_url = "https://mirror.example/b";
    expect_url(&f, "docs/one/src/a.md", "/three.example/c.md",
               "https://mirror.example/b/three.example/c.html");
    fixture_release(&f);
}

/* However many slashes stand behind the prefix of the site. */
static void test_local_paths_begin_at_the_root(void **state)
{
    struct arena a = {0};
    struct book_params params = {0};
    struct book_work w = {.arena = &a, .params = &params};
    struct doc_meta meta = {.path = "/r/a/b.md"};
    struct doc_node node = {.kind = DOC_ARTICLE, .as.meta = &meta};
    const struct book_article from = {
        .node = &node, .root = "/r", .folder = "a", .base_url = "https://site.example/books/"};

    (void)state;
    assert_string_equal(book_local_path(&w, &from, NULL, "/books/x.png"), "x.png");
    assert_string_equal(book_local_path(&w, &from, NULL, "/books///etc/x"), "etc/x");
    assert_string_equal(book_local_path(&w, &from, NULL, "///etc/x"), "etc/x");
    assert_null(book_local_path(&w, &from, NULL, "/books//../x"));
    assert_string_equal(book_local_path(&w, &from, NULL, "../x"), "x");
    arena_release(&a);
}

/* "://" in a path makes no host. */
static void test_web_addresses_have_a_host(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_string_equal(book_web_url(&a, "https://a.example/b://c.example"),
                        "https://a.example/b://c.example");
    assert_string_equal(book_web_url(&a, "//a.example"), "https://a.example");
    assert_string_equal(book_web_url(&a, "httPS://A.example/B"), "https://A.example/B");
    assert_null(book_web_url(&a, "https:/s://a.example/"));
    assert_null(book_web_url(&a, "https:?://a.example/"));
    assert_null(book_web_url(&a, "http:a://b.example/"));
    assert_int_equal(book_url_host("https:/s://a.example/").len, 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_by_every_name),
        cmocka_unit_test(test_local_paths_begin_at_the_root),
        cmocka_unit_test(test_web_addresses_have_a_host),
        cmocka_unit_test(test_others_where_they_are_published),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
