#include "fixture.h"

static const struct doc_link *only_link(const struct fixture *f)
{
    const struct doc_node *n = fixture_first(f, DOC_LINK);

    return n ? &n->as.link : NULL;
}

/* What `markdown` becomes as the target of a link in an article of a site. */
static void check_url(const char *markdown, const char *expected)
{
    struct fixture f;
    const char *path;
    char text[512];

    fixture_init(&f);
    f.params.site_url = "https://site.example/books/";
    fixture_article(&f, ".vuepress/config.ts", "");
    snprintf(text, sizeof text, "# 글\n\n[링크](%s)\n", markdown);
    path = fixture_article(&f, "a/b/article.md", text);
    fixture_make(&f, &path, 1);
    if (expected) {
        assert_non_null(only_link(&f));
        assert_non_null(only_link(&f)->url);
        assert_string_equal(only_link(&f)->url, expected);
        assert_null(only_link(&f)->target);
    } else {
        assert_null(only_link(&f));
        assert_true(fixture_has(&f, "\"링크\""));
    }
    fixture_release(&f);
}

static void test_addresses(void **state)
{
    static const struct {
        const char *written, *resolved;
    } cases[] = {
        {"https://e.org/a_(b)", "https://e.org/a_(b)"},
        {"HTTP://e.org/", "http://e.org/"},
        {"//e.org/x.png", "https://e.org/x.png"},
        {"<https://e.org/한 글?q=가>",
         "https://e.org/%ED%95%9C%20%EA%B8%80?q=%EA%B0%80"},
        {"https://e.org/%EA%B0%80#a#b", "https://e.org/%EA%B0%80#a%23b"},
        {"mailto:a@e.org", "mailto:a@e.org"},
        {"tel:+82-2-123", "tel:+82-2-123"},
        {"/x/y.md", "https://site.example/books/x/y.html"},
        {"/books/x/y.md", "https://site.example/books/x/y.html"},
        {"/x/README.md#z", "https://site.example/books/x/#z"},
        {"../c.md#z", "https://site.example/books/a/c.html#z"},
        {"./d/", "https://site.example/books/a/b/d/"},
        {"../../../../x.md", NULL},
        {"javascript:alert(1)", NULL},
        {"<JAVASCRIPT&colon;alert(1)>", NULL},
        {"vbscript:x", NULL},
        {"file:///etc/passwd", NULL},
        {"data:text/html,x", NULL},
        {"https:///nohost", NULL},
        {"https://a<b>/", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_url(cases[i].written, cases[i].resolved);
}

static void check_fragment(const char *fragment, bool found)
{
    struct fixture f;
    char text[512];

    fixture_init(&f);
    snprintf(text, sizeof text, "## 설치하기 (macOS)\n\n## 1. 첫째\n\n[가기](#%s)\n",
             fragment);
    fixture_one(&f, text);
    if (found) {
        assert_non_null(only_link(&f));
        assert_non_null(only_link(&f)->target);
        assert_null(only_link(&f)->url);
        assert_non_null(only_link(&f)->target->id);
    } else {
        assert_null(only_link(&f));
        assert_true(fixture_reported(&f, ":note:frag"));
    }
    fixture_release(&f);
}

static void test_fragments(void **state)
{
    (void)state;
    check_fragment("설치하기-macos", true);
    check_fragment("설치하기-macOS", true);
    check_fragment("heading-설치하기-macos", true);
    check_fragment("%EC%84%A4%EC%B9%98%ED%95%98%EA%B8%B0-macos", true);
    check_fragment(
        "\341\204\211\341\205\245\341\206\257\341\204\216\341\205\265\341\204\222"
        "\341\205\241\341\204\200\341\205\265-macos",
        true); /* conjoining jamo */
    check_fragment("1-첫째", true);
    check_fragment("없는-절", false);
    check_fragment("%ff", false);
}

static void test_site_is_worked_out(void **state)
{
    struct fixture f;
    const char *path;

    (void)state;
    fixture_init(&f);
    fixture_article(&f, ".vuepress/x", "");
    path = fixture_article(
        &f, "a/b.md",
        "---\ntitle: x\nhead:\n  - - meta:\n    - property: og:url\n"
        "      content: https://e.org/base/a/b.html\n---\n[c](/d/e.md)\n");
    fixture_make(&f, &path, 1);
    assert_string_equal(only_link(&f)->url, "https://e.org/base/d/e.html");
    fixture_release(&f);
}

static void test_without_a_site(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, "# 글\n\n[다른 글](/a/b.md) [나쁜 곳](javascript:1)\n");
    assert_null(only_link(&f));
    assert_true(fixture_reported(&f, "3:note:link-outside"));
    assert_true(fixture_reported(&f, "3:warning:link-unsafe"));
    assert_true(fixture_has(&f, "나쁜 곳"));
    fixture_release(&f);
}

static void test_links_between_articles(void **state)
{
    struct fixture f;
    const char *paths[2];

    (void)state;
    fixture_init(&f);
    paths[0] =
        fixture_article(&f, "one.md", "---\ntitle: 하나\n---\n[둘](./two.md#절)\n");
    paths[1] = fixture_article(&f, "two.md",
                               "---\ntitle: 둘\n---\n## 절\n\n[하나](one.html)\n");
    fixture_make(&f, paths, 2);
    assert_true(fixture_has(&f, "link 4:1 target=\"a2-h1\""));
    assert_true(fixture_has(&f, "link 6:1 target=\"a1\""));
    assert_string_equal(f.report, "");
    fixture_release(&f);
}

static void test_hosts(void **state)
{
    static const struct {
        const char *written, *url; /* NULL: no link */
    } cases[] = {
        {"http://[::1]/a", "http://[::1]/a"},
        {"https://[2001:db8::7]:8080/a[1]#b#c", "https://[2001:db8::7]:8080/a%5B1%5D#b%23c"},
        {"https://u@[2001:db8::7]/", "https://u@[2001:db8::7]/"},
        {"//[2001:DB8::7]", "https://[2001:DB8::7]"},
        {"https://[::ffff:192.0.2.1]/", "https://[::ffff:192.0.2.1]/"},
        {"mailto:a@e.org?x=http://[::1]/", "mailto:a@e.org?x=http://%5B::1%5D/"},
        {"https://[]/", NULL},
        {"https://[::1/", NULL},
        {"https://[::1]x/", NULL},
        {"https://[::1]:8x/", NULL},
        {"https://[1.2.3.4]/", NULL},
        {"https://[fe80::1%25eth0]/", NULL},
        {"https://[::1]:123456/", NULL},
        {"https://e.org:65535/", "https://e.org:65535/"},
        {"https://e.org:65536/", NULL},
        {"https://a[::1]/", NULL},
        {"https://[2001:db8:2001:db8:2001:db8:2001:db8:2001:db8:2001:db8::7]/", NULL},
    };
    struct fixture f;

    (void)state;
    fixture_init(&f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_one(&f, arena_printf(&f.arena, "글 [가](<%s>)\n", cases[i].written));
        if (cases[i].url)
            assert_string_equal(only_link(&f)->url, cases[i].url);
        else
            assert_null(only_link(&f));
    }
    fixture_release(&f);
}

static void test_cards(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(
        &f, "글.\n\n```component VPCard\n{\"title\": \"가\", \"desc\": \"\", \"link\": "
            "\"javascript:1\"}\n```\n\n```component VPCard\n{\"title\": \"나\", "
            "\"desc\": \"\", \"link\": \"//e.org/x\"}\n```\n\n글.\n");
    assert_true(fixture_has(&f, "title=\"나\" url=\"https://e.org/x\""));
    assert_false(fixture_has(&f, "javascript"));
    assert_true(fixture_has(&f, "title=\"가\""));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_fragments),
        cmocka_unit_test(test_site_is_worked_out),
        cmocka_unit_test(test_without_a_site),
        cmocka_unit_test(test_links_between_articles),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_cards),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
