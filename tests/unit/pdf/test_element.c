#include "fixture.h"
#include "pdf/element.h"
#include "pdf/parents.h"

static struct pdf_elements e;
static struct pdf_parents parents;

static int set_up(void **state)
{
    (void)state;
    if (!fixture_open())
        return -1;
    e.file = f.file;
    e.root = pdf_reserve(f.file);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pdf_elements_release(&e);
    pdf_parents_release(&parents);
    fixture_abandon();
    fixture_close();
    return 0;
}

static void open_type(const char *type)
{
    pdf_element_open(&e, &(struct pdf_element){.type = type});
}

/* What was written since the file began: the objects in the open object stream. */
static const char *written(void)
{
    static char copy[1 << 16];
    uint32_t id = pdf_reserve(f.file);
    const struct buf *body = pdf_emit_begin(f.file, id);

    snprintf(copy, sizeof copy, "%s", buf_str(body));
    pdf_emit_end(f.file);
    return copy;
}

static void test_what_holds_nothing_is_not_written(void **state)
{
    (void)state;
    open_type("P");
    open_type("Span");
    assert_int_equal(pdf_element_close(&e), 0);
    assert_int_equal(pdf_element_close(&e), 0);
    assert_int_equal(e.count, 0);
    pdf_element_open(&e, &(struct pdf_element){.type = "TD", .keep = true});
    assert_int_not_equal(pdf_element_close(&e), 0);
    assert_string_equal(written(), "<</S/TD/P 1 0 R>>\n");
}

static void test_kids_on_two_pages(void **state)
{
    uint32_t p, link;
    char expected[512];

    (void)state;
    open_type("P");
    p = pdf_element_content(&e, 70, 0, NULL);
    open_type("Link");
    link = pdf_element_content(&e, 70, 1, NULL);
    assert_int_equal(pdf_element_object(&e, 70, 90), link);
    assert_int_equal(pdf_element_close(&e), link);
    assert_int_equal(pdf_element_content(&e, 71, 0, NULL), p);
    assert_int_equal(pdf_element_close(&e), p);
    snprintf(expected, sizeof expected,
             "<</S/Link/P %u 0 R/Pg 70 0 R/K[1 <</Type/OBJR/Pg 70 0 R/Obj 90 0 R>>]>>\n"
             "<</S/P/P 1 0 R/Pg 70 0 R/K[0 %u 0 R <</Type/MCR/Pg 71 0 R/MCID 0>>]>>\n",
             p, link);
    assert_string_equal(written(), expected);
}

static void test_texts_say_no_controls(void **state)
{
    (void)state;
    pdf_element_open(&e, &(struct pdf_element){.type = "Figure",
                                               .alt = "\U0001F4DA\n\uE000a",
                                               .actual_text = "가",
                                               .lang = "ko",
                                               .id = "n1",
                                               .attributes = "<</O/Layout>>"});
    pdf_element_content(&e, 7, 0, NULL);
    pdf_element_close(&e);
    assert_string_equal(written(), "<</S/Figure/P 1 0 R/ID(n1)/A<</O/Layout>>/Lang(ko)"
                                   "/Alt<FEFFD83DDCDA002000200061>"
                                   "/ActualText<FEFFAC00>/Pg 7 0 R/K 0>>\n");
}

/* PDF/A allows strings of 32,767 bytes (ISO 19005-2, 6.1.13). */
static void test_texts_are_cut(void **state)
{
    char *longest = arena_alloc(&f.arena, 200001);
    const char *s, *end;

    (void)state;
    for (int i = 0; i < 200000; i += 4)
        memcpy(longest + i, "\U0001F4DA", 4);
    pdf_element_open(&e, &(struct pdf_element){.type = "Figure", .alt = longest});
    pdf_element_content(&e, 7, 0, NULL);
    pdf_element_close(&e);
    s = strstr(written(), "/Alt<");
    assert_non_null(s);
    end = strchr(s, '>');
    assert_non_null(end);
    assert_in_range((end - s - 5) / 2, 30000, 32767);
}

static void test_names_are_sorted(void **state)
{
    static const char *const ids[] = {"b", "a10", "a2"};
    char expected[128];
    uint32_t made[3];

    (void)state;
    assert_int_equal(pdf_elements_emit_names(&e), 0);
    for (int i = 0; i < 3; i++) {
        pdf_element_open(&e, &(struct pdf_element){.type = "Note", .id = ids[i]});
        pdf_element_content(&e, 7, 0, NULL);
        made[i] = pdf_element_close(&e);
    }
    assert_int_not_equal(pdf_elements_emit_names(&e), 0);
    snprintf(expected, sizeof expected,
             "<</Limits[(a10)(b)]/Names[(a10)%u 0 R(a2)%u 0 R(b)%u 0 R]>>", made[1],
             made[2], made[0]);
    assert_non_null(strstr(written(), expected));
}

static void test_parents_leave_out_what_has_none(void **state)
{
    const char *s;

    (void)state;
    for (uint32_t key = 0; key < 300; key++)
        assert_int_equal(pdf_parents_key(&parents), key);
    pdf_parents_put(&parents, 1, 40);
    pdf_parents_put(&parents, 299, 41);
    assert_int_not_equal(pdf_parents_emit(&parents, f.file), 0);
    s = written();
    assert_non_null(strstr(s, "<</Limits[0 255]/Nums[1 40 0 R ]>>"));
    assert_non_null(strstr(s, "<</Limits[256 299]/Nums[299 41 0 R ]>>"));
    assert_non_null(strstr(s, "<</Kids["));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_what_holds_nothing_is_not_written),
        TEST(test_kids_on_two_pages),
        TEST(test_texts_say_no_controls),
        TEST(test_texts_are_cut),
        TEST(test_names_are_sorted),
        TEST(test_parents_leave_out_what_has_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
