#include "fixture.h"
#include "pdf/outline.h"

#include "util/deflate.h"

static struct pdf_outline outline;
static struct buf packed; /* the object stream, inflated */

static int set_up(void **state)
{
    (void)state;
    return fixture_open() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    pdf_outline_release(&outline);
    outline = (struct pdf_outline){0};
    buf_release(&packed);
    fixture_close();
    return 0;
}

static struct doc_node *add(enum doc_kind kind, int level, const char *text)
{
    struct doc_node *n = doc_node_new(&f.arena, kind, (struct diag_pos){0});

    n->id = text;
    if (kind == DOC_HEADING) {
        n->as.heading.level = level;
        doc_node_append(n, doc_text_new(&f.arena, text, (struct diag_pos){0}));
    } else {
        n->as.meta = arena_new(&f.arena, struct doc_meta);
        n->as.meta->title = text;
    }
    pdf_outline_add(&outline, (struct pdf_place){n, 77, 700000});
    return n;
}

/* Finishes the file and inflates its one object stream, white space made single. */
static const char *objects(void)
{
    struct buf raw = {0};
    const char *at;
    size_t len, size = 1;

    fixture_finish(1, 1);
    at = strstr(f.bytes.data + 20, "/Length ");
    len = (size_t)strtol(at + 8, NULL, 10);
    at = strstr(at, "stream\n") + 7;
    buf_reserve(&raw, 1 << 16);
    while (size < 1 << 16 && !deflate_inflate_zlib(at, len, raw.data, size))
        size++;
    for (size_t i = 0; i < size; i++) {
        char c = raw.data[i] == '\n' ? ' ' : raw.data[i];

        if (c != ' ' || (packed.len && packed.data[packed.len - 1] != ' '))
            buf_putc(&packed, c);
    }
    buf_release(&raw);
    return buf_str(&packed);
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("no \"%s\" in: %s", part, text);
}

static void test_headings_nest(void **state)
{
    const char *text;

    (void)state;
    add(DOC_ARTICLE, 0, "T"); /* object 2 */
    add(DOC_HEADING, 1, " \u3000"); /* nothing to list */
    add(DOC_HEADING, 1, "A"); /* 3 */
    add(DOC_HEADING, 2, "B"); /* 4 */
    add(DOC_HEADING, 1, "C"); /* 5 */
    assert_int_equal(pdf_outline_emit(&outline, f.file), 1);
    text = objects();
    assert_has(text,
               "/Title <FEFF0054> /Parent 1 0 R /First 3 0 R /Last 5 0 R /Count 2 "
               "/Dest [ 77 0 R /XYZ null 700 null ]");
    assert_has(text, "/Title <FEFF0041> /Parent 2 0 R /Next 5 0 R /First 4 0 R "
                     "/Last 4 0 R /Count -1 ");
    assert_has(text, "/Title <FEFF0042> /Parent 3 0 R /Dest");
    assert_has(text, "/Title <FEFF0043> /Parent 2 0 R /Prev 3 0 R /Dest");
    assert_has(text, "/Type /Outlines /First 2 0 R /Last 2 0 R /Count 3 ");
}

/* An article behind a part is not in it. */
static void test_parts_hold_what_is_in_them(void **state)
{
    struct doc_node *part = add(DOC_PART, 0, "P"), *inner; /* 2 */
    const char *text;

    (void)state;
    inner = add(DOC_PART, 0, "Q");                                   /* 3 */
    doc_node_append(part, inner);
    doc_node_append(inner, add(DOC_ARTICLE, 0, "A"));                /* 4 */
    doc_node_append(inner->first, add(DOC_HEADING, 2, "H"));         /* 5 */
    doc_node_append(part, add(DOC_ARTICLE, 0, "B"));                 /* 6 */
    add(DOC_ARTICLE, 0, "C");                                        /* 7 */
    pdf_outline_emit(&outline, f.file);
    text = objects();
    assert_has(text, "/Title <FEFF0050> /Parent 1 0 R /Next 7 0 R /First 3 0 R "
                     "/Last 6 0 R /Count 2 ");
    assert_has(text, "/Title <FEFF0041> /Parent 3 0 R /First 5 0 R");
    assert_has(text, "/Title <FEFF0042> /Parent 2 0 R /Prev 3 0 R");
    assert_has(text, "/Title <FEFF0043> /Parent 1 0 R /Prev 2 0 R");
}

static void test_skipped_levels_leave_no_gap(void **state)
{
    const char *text;

    (void)state;
    add(DOC_HEADING, 4, "A"); /* 2 */
    add(DOC_HEADING, 6, "B"); /* 3 */
    add(DOC_HEADING, 1, "C"); /* 4 */
    pdf_outline_emit(&outline, f.file);
    text = objects();
    assert_has(text, "/Title <FEFF0042> /Parent 2 0 R");
    assert_has(text, "/Title <FEFF0043> /Parent 1 0 R /Prev 2 0 R");
}

static void test_names_are_sorted_and_all_lead_somewhere(void **state)
{
    struct doc_node *article = add(DOC_ARTICLE, 0, "a1");
    struct doc_node *lost = doc_node_new(&f.arena, DOC_PARAGRAPH, (struct diag_pos){0});
    struct doc_node *heading = add(DOC_HEADING, 1, "b");
    const char *text;

    (void)state;
    lost->id = "Z";
    doc_node_append(article, lost);
    pdf_outline_want(&outline, heading);
    pdf_outline_want(&outline, lost);
    pdf_outline_want(&outline, heading);
    assert_int_not_equal(pdf_outline_emit_names(&outline, f.file), 0);
    text = objects();
    assert_has(text,
               "/Limits [ <5A> <62> ] /Names [ <5A> [ 77 0 R /XYZ null 700 null ] "
               "<62> [ 77 0 R /XYZ null 700 null ] ]");
}

static void test_nothing_to_say(void **state)
{
    (void)state;
    assert_int_equal(pdf_outline_emit(&outline, f.file), 0);
    assert_int_equal(pdf_outline_emit_names(&outline, f.file), 0);
    fixture_abandon();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_headings_nest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parts_hold_what_is_in_them, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_skipped_levels_leave_no_gap, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_names_are_sorted_and_all_lead_somewhere,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_to_say, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
