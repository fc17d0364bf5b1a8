#include "epub/xhtml.h"

#include "tree.h"

static struct buf write_everything(const char *lang)
{
    struct doc_node *book = book_of_everything(lang);
    struct epub_files files = epub_split(book, &tree_arena);
    struct media_store *media = media_store_create();
    struct epub_pictures pictures;
    struct epub_book b = {
        .root = book, .meta = book->as.meta, .files = &files, .pictures = &pictures};
    struct buf out = {0};

    pictures = pictures_of(media, book);
    assert_int_equal(files.count, 1);
    epub_page_article(&b, &files.files[0], &out);
    epub_pictures_release(&pictures);
    media_store_destroy(media);
    return out;
}

static void every_kind_has_a_rule(void **state)
{
    (void)state;
    for (int kind = 0; kind < DOC_KIND_COUNT; kind++) {
        if (!epub_rule_of((enum doc_kind)kind)->enter)
            fail_msg("no rule for %s", doc_kind_name((enum doc_kind)kind));
        if (doc_kind_is_leaf((enum doc_kind)kind))
            assert_true(epub_rule_of((enum doc_kind)kind)->skip);
    }
}

static void the_fixture_has_every_kind(void **state)
{
    struct doc_node *book = book_of_everything("ko");
    bool seen[DOC_KIND_COUNT] = {[DOC_PART] = true};

    (void)state;
    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);)
        seen[w.node->kind] = true;
    for (int kind = 0; kind < DOC_KIND_COUNT; kind++)
        assert_true(seen[kind]);
}

static void everything_is_well_formed(void **state)
{
    struct buf out = write_everything("ko");

    (void)state;
    assert_well_formed(out.data);
    assert_has(out.data, "글 &lt;b&gt; &amp; &quot;따옴표&quot;");
    assert_has(out.data, "<span lang=\"en\" xml:lang=\"en\">English</span>");
    buf_release(&out);
}

static void links_are_safe(void **state)
{
    struct buf out = write_everything("ko");

    (void)state;
    assert_has(out.data,
               "href=\"https://example.org/%EA%B0%80%20%EB%82%98?a=1&amp;b=2\"");
    assert_has_not(out.data, "javascript");
    assert_has(out.data, "나쁜");
    assert_has(out.data, "<a href=\"#a1-h1\">안</a>");
    assert_false(epub_is_address("file:///etc/passwd"));
    assert_false(epub_is_address("data:text/html,x"));
    assert_false(epub_is_address("다른.md"));
    assert_false(epub_is_address("https://"));
    assert_true(epub_is_address("HTTPS://example.org"));
    assert_true(epub_is_address("mailto:a@example.org"));
    buf_release(&out);
}

static void tables_have_head_body_and_scope(void **state)
{
    struct buf out = write_everything("ko");

    (void)state;
    assert_has(out.data,
               "<table>\n<caption>표 제목</caption>\n<thead>\n<tr><th scope=\"col\">");
    assert_has(out.data, "</thead>\n<tbody>\n<tr><th scope=\"row\">칸</th><td "
                         "class=\"end\">칸</td></tr>\n");
    assert_has(out.data, "</tbody>\n</table>");
    buf_release(&out);
}

static void boxes_say_what_they_are(void **state)
{
    struct buf out = write_everything("ko"), english = write_everything("en");

    (void)state;
    assert_has(out.data,
               "<aside class=\"callout tip\" epub:type=\"tip\" role=\"doc-tip\"");
    assert_has(
        out.data,
        "<section class=\"callout warning\" epub:type=\"notice\" role=\"doc-notice\"");
    assert_has(out.data, ">팁 · &lt;원문&gt;</p>");
    assert_has(out.data, ">주의</p>");
    assert_has(out.data, "\">&lt;원문&gt;</p>");
    assert_has(out.data, "[동영상] 카드 &amp; 제목");
    assert_has(english.data, ">Tip · &lt;원문&gt;</p>");
    assert_has(english.data, "[Video] 카드 &amp; 제목");
    assert_has_not(out.data, "<details");
    buf_release(&out);
    buf_release(&english);
}

static void code_keeps_its_marks(void **state)
{
    struct buf out = write_everything("ko");

    (void)state;
    assert_has(out.data, "<figcaption class=\"code-title\">a.c</figcaption>");
    assert_has(out.data, "<span class=\"line\">if (a &lt; b)\n</span>");
    assert_has(out.data, "<span class=\"line hl\">  x();\n</span>");
    assert_has(out.data,
               "<ins class=\"line\">+ +\n</ins><del class=\"line\">− -\n</del>");
    assert_has(out.data, "다이어그램");
    buf_release(&out);
}

static void notes_lead_there_and_back(void **state)
{
    struct buf out = write_everything("ko");

    (void)state;
    assert_has(out.data, "role=\"doc-noteref\" href=\"#a1-fn1\" id=\"a1-fnr1\">1)</a>");
    assert_has(out.data, "role=\"doc-footnote\" id=\"a1-fn1\"");
    assert_has(
        out.data,
        "role=\"doc-backlink\" href=\"#a1-fnr1\" aria-label=\"본문으로 돌아가기\"");
    buf_release(&out);
}

static void a_missing_image_keeps_address_and_caption(void **state)
{
    struct buf out = write_everything("ko");

    (void)state;
    assert_has(out.data, "<div class=\"missing\"><p>그림을 싣지 못했습니다</p>");
    assert_has(out.data, "href=\"https://example.org/%EA%B7%B8%EB%A6%BC.png?x=1&amp;y=2\">example.org");
    assert_has(out.data, "<figcaption>설명<br/><span class=\"source\">&lt;출처: "
                         "누구&gt;</span></figcaption>");
    assert_has_not(out.data, "<img");
    buf_release(&out);
}

static void tasks_are_readable(void **state)
{
    struct buf out = write_everything("ko");

    (void)state;
    assert_has(out.data, "role=\"img\" aria-label=\"완료\">☑</span>");
    assert_has(out.data, "role=\"img\" aria-label=\"미완료\">☐</span>");
    assert_has(out.data, "<ol start=\"3\">");
    assert_has_not(out.data, "<input");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_rule),
        cmocka_unit_test(the_fixture_has_every_kind),
        cmocka_unit_test(everything_is_well_formed),
        cmocka_unit_test(links_are_safe),
        cmocka_unit_test(tables_have_head_body_and_scope),
        cmocka_unit_test(boxes_say_what_they_are),
        cmocka_unit_test(code_keeps_its_marks),
        cmocka_unit_test(notes_lead_there_and_back),
        cmocka_unit_test(a_missing_image_keeps_address_and_caption),
        cmocka_unit_test(tasks_are_readable),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
