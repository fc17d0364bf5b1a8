#include "fixture.h"

#include "book/plan.h"
#include "book/wishes.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/str.h"

static const char *bound(struct fixture *f, const char *list)
{
    f->report[0] = '\0';
    return fixture_bound(f, fixture_article(f, "list.yaml", list));
}

static void articles(struct fixture *f)
{
    fixture_init(f);
    fixture_written(f, "x/1.md", "title: 하나\nauthor: 글쓴이\nlang: ko");
    fixture_written(f, "x/10.md", "title: 열\nlang: ko");
    fixture_written(f, "x/2.md", "title: 둘\nlang: ko");
    fixture_written(f, "y[1]/3.md", "title: 셋\nlang: en");
}

static void test_a_list_says_what_the_book_is(void **state)
{
    struct fixture f;
    const struct doc_meta *meta;

    (void)state;
    articles(&f);
    assert_string_equal(
        bound(&f, "title: ' 묶음 '\nauthor: [갑, {name: 을, url: https://a.example/}]\n"
                  "lang: en-GB\nidentifier: urn:isbn:9780000000002\ndescription: 설명\n"
                  "rights: CC BY 4.0\narticles: [x/1.md, x/2.md]\n"),
        "하나 둘");
    meta = f.book->as.meta;
    assert_string_equal(meta->title, "묶음");
    assert_int_equal(meta->author_count, 2);
    assert_string_equal(meta->authors[1].name, "을");
    assert_string_equal(meta->authors[1].url, "https://a.example/");
    assert_string_equal(meta->lang, "en-GB");
    assert_string_equal(meta->identifier, "urn:isbn:9780000000002");
    assert_string_equal(meta->description, "설명");
    assert_string_equal(meta->rights, "CC BY 4.0");
    assert_string_equal(f.book->first->as.meta->lang, "ko"); /* articles keep theirs */
    assert_string_equal(f.report, "");
    fixture_release(&f);
}

static void test_a_list_says_it_of_one_article_too(void **state)
{
    struct fixture f;
    const struct doc_meta *meta;

    (void)state;
    articles(&f);
    bound(&f, "author: 엮은이\nlang: en\nidentifier: urn:isbn:9780000000002\n"
              "description: 설명\nrights: CC BY 4.0\nseries: 문고\narticles: x/1.md\n");
    meta = f.book->as.meta;
    assert_string_equal(meta->authors[0].name, "엮은이");
    assert_string_equal(meta->lang, "en");
    assert_string_equal(meta->identifier, "urn:isbn:9780000000002");
    assert_string_equal(meta->description, "설명");
    assert_string_equal(meta->rights, "CC BY 4.0");
    assert_string_equal(meta->series.name, "문고");
    assert_string_equal(f.book->first->as.meta->authors[0].name, "글쓴이");
    assert_string_equal(f.book->first->as.meta->lang, "ko");
    f.params.author = "명령";
    f.params.series.name = "다른 문고";
    bound(&f, "author: 엮은이\nseries: 문고\narticles: x/1.md\n");
    assert_string_equal(f.book->as.meta->authors[0].name, "명령");
    assert_string_equal(f.book->as.meta->series.name, "다른 문고");
    fixture_release(&f);
}

static void test_a_series_by_text_and_by_map(void **state)
{
    static const struct {
        const char *said, *name, *position, *report;
    } cases[] = {
        {"서가 문고", "서가 문고", NULL, ""},
        {"서가 문고, 3", "서가 문고", "3", ""},
        {"'서가, 문고'", "서가, 문고", NULL, ""},
        {"{title: '서가, 문고', number: 2.1}", "서가, 문고", "2.1", ""},
        {"{title: 서가}", "서가", NULL, ""},
        {"{title: 서가, number: 셋}", "서가", NULL, "1:warning:list-value\n"},
        {"{title: 서가, volume: 3}", "서가", NULL, "1:warning:list-key\n"},
        {"{number: 3}", NULL, NULL, "1:warning:list-value\n"},
        {"[서가, 3]", NULL, NULL, "1:warning:list-value\n"},
        {"{title: [서가]}", NULL, NULL, "1:warning:list-value\n"},
    };
    struct fixture f;

    (void)state;
    articles(&f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct doc_series *series;

        bound(&f, arena_printf(&f.arena, "series: %s\narticles: [x/1.md, x/2.md]\n",
                               cases[i].said));
        series = &f.book->as.meta->series;
        assert_true(!series->name == !cases[i].name);
        if (cases[i].name)
            assert_string_equal(series->name, cases[i].name);
        assert_true(!series->position == !cases[i].position);
        if (cases[i].position)
            assert_string_equal(series->position, cases[i].position);
        assert_non_null(strstr(f.report, cases[i].report));
        assert_true(*cases[i].report || !*f.report);
    }
    fixture_release(&f);
}

static void test_wishes_for_the_outputs(void **state)
{
    struct fixture f;
    struct book_wishes w;
    const char *path;

    (void)state;
    articles(&f);
    path = fixture_article(&f, "x/list.yaml",
                           "articles: 1.md\npage: a5\ntheme: my.yaml\n"
                           "profile: kindle\nembed-fonts: true\n");
    f.report[0] = '\0';
    book_wishes_read(&w, path, &f.arena, &f.diag);
    assert_string_equal(w.page.word, "a5");
    assert_int_equal(w.page.pos.line, 2);
    assert_string_equal(path_base(w.theme.word), "my.yaml");
    assert_true(file_same(path_dir(&f.arena, w.theme.word), path_dir(&f.arena, path)));
    assert_string_equal(w.profile.word, "kindle");
    assert_true(w.embed_fonts);
    assert_string_equal(f.report, "");
    path = fixture_article(&f, "x/list.yaml",
                           "theme: print\npage: [a5]\nprofile: {a: b}\nembed-fonts: 1\n");
    book_wishes_read(&w, path, &f.arena, &f.diag);
    assert_string_equal(w.theme.word, "print");
    assert_null(w.page.word);
    assert_null(w.profile.word);
    assert_false(w.embed_fonts);
    assert_non_null(strstr(f.report, "2:warning:list-value"));
    assert_non_null(strstr(f.report, "3:warning:list-value"));
    assert_non_null(strstr(f.report, "4:warning:list-value"));
    fixture_release(&f);
}

static void test_options_come_before_the_list(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    f.params.title = "명령의 제목";
    f.params.author = "명령";
    bound(&f, "title: 묶음\nauthor: 갑\nlang: ko\narticles: [x/1.md, x/2.md]\n");
    assert_string_equal(f.book->as.meta->title, "명령의 제목");
    assert_string_equal(f.book->as.meta->authors[0].name, "명령");
    f.params.title = NULL;
    bound(&f, "title: 홀로\narticles: x/1.md\n");
    assert_string_equal(f.book->as.meta->title, "홀로");
    fixture_release(&f);
}

static void test_parts_and_patterns(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_string_equal(
        bound(&f, "articles: [x/2.md]\n"
                  "parts:\n"
                  "  - title: 첫 부\n"
                  "    articles: ['x/1*.md', 'y[1]/3.md']\n"
                  "  - title: 빈 부\n"
                  "  - title: 둘째 부\n"
                  "    parts:\n"
                  "      - {title: 안, articles: x/2.md}\n"
                  "      - {title: 또, articles: [y*/3.md]}\n"
                  "  - articles: [x]\n"),
        "둘 첫 부{ 하나 열 셋 }");
    assert_string_equal(f.report,
                        "8:note:duplicate\n9:note:duplicate\n10:note:duplicate\n"
                        "10:note:duplicate\n10:note:duplicate\n5:note:part-empty\n"
                        "8:note:part-empty\n9:note:part-empty\n6:note:part-empty\n");
    assert_string_equal(bound(&f, "parts:\n"
                                  "  - title: 밖\n"
                                  "    articles: x/2.md\n"
                                  "    parts:\n"
                                  "      - {title: 안, articles: x/1.md}\n"
                                  "      - {title: 또, articles: y*1?/3.md}\n"
                                  "  - articles: [x]\n"),
                        "밖{ 둘 안{ 하나 } 또{ 셋 } } 열");
    fixture_release(&f);
}

static void test_what_is_wrong_has_its_place(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_string_equal(bound(&f, "titel: x\nsubtitle: y\ntitle: [z]\nlang: 한국어\n"
                                  "author: [[a]]\n"
                                  "parts:\n"
                                  "  - titles: 부\n"
                                  "    articles: [x/1.md, 'x/9*.md', {a: b}, x/8.md]\n"
                                  "  - just words\n"
                                  "articles: x/2.md\n"
                                  "articles: x/10.md\n"),
                        "열 하나");
    assert_string_equal(f.report,
                        "11:warning:list-key\n1:warning:list-key\n2:warning:list-key\n"
                        "3:warning:list-value\n4:warning:list-value\n"
                        "5:warning:list-value\n7:warning:list-key\n"
                        "8:warning:list-empty\n8:warning:list-value\n"
                        "9:warning:list-value\n8:error:file-missing\n");
    fixture_release(&f);
}

static void test_searches_have_a_limit(void **state)
{
    struct buf list = {0};
    struct fixture f;

    (void)state;
    articles(&f);
    buf_puts(&list, "articles:\n");
    for (int i = 0; i < BOOK_SEARCHES; i++)
        buf_puts(&list, "  - x/1*.md\n");
    buf_puts(&list, "  - x/2*.md\n  - y[1]\n  - x/2.md\n");
    assert_string_equal(bound(&f, buf_str(&list)), "하나 열 둘");
    f.report[strlen("1002:error:list-limit\n3:note:duplicate\n")] = '\0';
    assert_string_equal(f.report, "1002:error:list-limit\n3:note:duplicate\n");
    buf_release(&list);
    fixture_release(&f);
}

/* What the command line names stays, though a list before it named too much. */
static void test_named_articles_have_a_limit(void **state)
{
    struct arena a = {0};
    struct diag diag = {0};
    struct book_plan plan = {.arena = &a, .diag = &diag, .named = BOOK_NAMED - 1};
    struct diag_pos pos = {"list.yaml", 1, 1};

    (void)state;
    for (int i = 0; i < 3; i++)
        book_plan_article(&plan, "in.md", pos, true);
    book_plan_article(&plan, "after.md", (struct diag_pos){0}, false);
    assert_int_equal(diag.counts[DIAG_ERROR], 1);
    assert_int_equal(plan.count, 2);
    assert_string_equal(plan.items[1].path, "after.md");
    arena_release(&a);
}

static void test_what_is_no_list(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_null(bound(&f, "title: [\n"));
    assert_non_null(strstr(f.report, "error:list-syntax"));
    assert_null(bound(&f, "- x/1.md\n"));
    assert_string_equal(f.report, "1:error:list-syntax\n0:error:book-empty\n");
    assert_null(bound(&f, ""));
    assert_non_null(strstr(f.report, "error:list-syntax"));
    assert_null(fixture_bound(&f, "/nowhere/list.yaml"));
    fixture_release(&f);
}

static void test_what_no_book_can_be_called(void **state)
{
    struct fixture f;
    const struct doc_meta *meta;

    (void)state;
    articles(&f);
    assert_string_equal(bound(&f, "title: \"\\u3000\"\nauthor: \"나무\\x01\"\nlang: a-b\n"
                                  "identifier: \"urn:uuid:1\"\nsite-url: javascript:x\n"
                                  "articles: [x/1.md, list.yaml, x/2.md]\n"),
                        "하나 둘");
    meta = f.book->as.meta;
    assert_string_equal(meta->title, "하나 외 1편");
    assert_string_equal(meta->authors[0].name, "나무\uFFFD");
    assert_string_equal(meta->lang, "ko");
    assert_int_equal(strncmp(meta->identifier, "urn:uuid:", 9), 0);
    assert_true(doc_identifier_valid(meta->identifier));
    assert_string_equal(f.report, "2:warning:utf8\n3:warning:list-value\n4:warning:list-value\n"
                                  "5:warning:list-value\n6:warning:list-value\n");
    fixture_release(&f);
}

/* Patterns do not go through links, neither out of the list's folder nor in circles. */
static void test_patterns_stay_beneath_their_folder(void **state)
{
    struct fixture f;
    char wide[200] = "";

    (void)state;
    articles(&f);
    fixture_written(&f, "z/a.md", "title: 안\nlang: ko");
    fixture_written(&f, "z/b/c.md", "title: 밖\nlang: ko");
    assert_int_equal(symlink("../x/1.md", path_join(&f.arena, f.folder, "z/out.md")), 0);
    assert_int_equal(symlink("a.md", path_join(&f.arena, f.folder, "z/z.md")), 0);
    assert_int_equal(symlink("../x", path_join(&f.arena, f.folder, "z/x")), 0);
    assert_int_equal(symlink(".", path_join(&f.arena, f.folder, "z/me")), 0);
    assert_int_equal(symlink(".", path_join(&f.arena, f.folder, "z/myself")), 0);
    assert_string_equal(bound(&f, "articles: [z/*.md]\n"), "안");
    assert_string_equal(bound(&f, "articles: [z/*/*.md]\n"), "밖");
    assert_string_equal(bound(&f, "articles: [z/*/1.md, z/b*/c.md]\n"), "밖");
    assert_string_equal(bound(&f, "articles: ['y[[]1]/*', 'z/x/1?.md']\n"), "셋 열");
    for (int i = 0; i < 40; i++)
        strcat(wide, "*/");
    assert_string_equal(bound(&f, arena_printf(&f.arena, "articles: [z/%s*.md, z/a.md]\n", wide)), "안");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_no_book_can_be_called),
        cmocka_unit_test(test_patterns_stay_beneath_their_folder),
        cmocka_unit_test(test_a_list_says_what_the_book_is),
        cmocka_unit_test(test_a_list_says_it_of_one_article_too),
        cmocka_unit_test(test_a_series_by_text_and_by_map),
        cmocka_unit_test(test_wishes_for_the_outputs),
        cmocka_unit_test(test_options_come_before_the_list),
        cmocka_unit_test(test_parts_and_patterns),
        cmocka_unit_test(test_what_is_wrong_has_its_place),
        cmocka_unit_test(test_searches_have_a_limit),
        cmocka_unit_test(test_named_articles_have_a_limit),
        cmocka_unit_test(test_what_is_no_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
