/* The edges of justified text: what hangs outside, hyphens, and where Korean lines end.
 */
#include "fixture.h"

#define SHY "\xC2\xAD"

static const char english[] = "Extraordinarily long words in comparatively narrow "
                              "columns necessitate hyphenation "
                              "whenever typographical considerations predominate over "
                              "straightforward composition.";
static const char korean[] =
    "도서관에서는 오래전부터이용자들에게 책꽂이를 개방하였으므로 누구든지 마음대로 "
    "책을 꺼내어 읽어볼수있었으나 돌려놓는자리를 기억하는사람은 그다지많지않았다고 "
    "한다.";

/* The texts of all runs of the paragraph, one after the other; `sep` between lines. */
static const char *texts(const struct doc_node *paragraph, const char *sep)
{
    const char *name =
        arena_printf(&fx.arena, "run content text:%d ", paragraph->first->pos.line);
    char *out = arena_alloc(&fx.arena, fx.dump_len + 1), *to = out;
    const char *p = fx.dump;

    *out = '\0';
    while ((p = strstr(p, name))) {
        const char *from = strchr(p, '"') + 1, *end = strstr(from, "\"\n");

        to += sprintf(to, "%s%.*s", to == out ? "" : sep, (int)(end - from), from);
        p = end;
    }
    return out;
}

static int count_of(const char *s, const char *what)
{
    int count = 0;

    while ((s = strstr(s, what))) {
        count++;
        s += strlen(what);
    }
    return count;
}

static struct doc_node *set_narrow(const char *text, const char *lang)
{
    struct doc_node *p = block(fx.article, DOC_PARAGRAPH, text);

    p->lang = lang;
    fx.theme->page.measure = 14 * fx.theme->page.f;
    set_pages();
    return p;
}

static void english_words_are_parted(void **state)
{
    struct doc_node *p = set_narrow(english, "en");
    const char *text = texts(p, "");
    size_t len = strlen(english), at = 0;

    (void)state;
    assert_true(count_of(text, SHY) >= 2);
    for (const char *s = text; *s; s++) { /* soft hyphens aside, all of it */
        if (strncmp(s, SHY, 2) == 0) {
            s++;
            continue;
        }
        assert_true(at < len && *s == english[at]);
        at++;
    }
    assert_int_equal(at, len);
}

static void other_words_are_not(void **state)
{
    (void)state;
    assert_string_equal(texts(set_narrow(english, "ko"), ""), english);
}

static void ragged_words_are_not(void **state)
{
    (void)state;
    fx.theme->body.align = THEME_LEFT;
    assert_string_equal(texts(set_narrow(english, "en"), ""), english);
}

/* Whatever the measure: the end of a word alone would be no line. */
static void the_last_word_is_not_parted(void **state)
{
    (void)state;
    for (int ems = 8; ems <= 20; ems++) {
        struct doc_node *p = block(fx.article, DOC_PARAGRAPH, english);
        const char *last;

        p->lang = "en";
        fx.theme->page.measure = ems * fx.theme->page.f;
        set_pages();
        last = strrchr(texts(p, ""), ' ');
        assert_string_equal(last, " composition.");
        fixture_end(state);
        fixture_begin(state);
    }
}

static void a_soft_hyphen_shows_at_the_line_end(void **state)
{
    const char *text =
        "가나다라마바사 aaaabbbbcccc" SHY "ddddeeeeffff" SHY "gggghhhhiiiijjjj";
    struct doc_node *p = set_narrow(text, "ko");

    (void)state;
    assert_string_equal(texts(p, ""), text);
    assert_int_equal(count_of(texts(p, "\n"), "\n" SHY), 1); /* runs of their own */
}

/* Lines that end inside an eojeol: without the space that stays at the end of others.
 */
static int cut_lines(enum doc_breaks breaks)
{
    struct doc_node *p;
    const char *lines;

    fx.article->as.meta->breaks = breaks;
    p = set_narrow(korean, "ko");
    lines = texts(p, "\n");
    return count_of(lines, "\n") - count_of(lines, " \n");
}

static void an_article_says_where_lines_end(void **state)
{
    int cut[4];

    for (int mode = DOC_BREAKS_ANY; mode <= DOC_BREAKS_HYBRID; mode++) {
        cut[mode] = cut_lines((enum doc_breaks)mode);
        fixture_end(state);
        fixture_begin(state);
    }
    assert_int_equal(cut[DOC_BREAKS_EOJEOL], 0);
    assert_true(cut[DOC_BREAKS_SYLLABLE] >= cut[DOC_BREAKS_HYBRID]);
    assert_true(cut[DOC_BREAKS_HYBRID] > 0);
    assert_int_equal(cut[DOC_BREAKS_ANY], cut[DOC_BREAKS_HYBRID]);
}

static void the_command_line_goes_before_the_article(void **state)
{
    (void)state;
    fx.theme->breaks_fixed = true;
    theme_set_breaks(fx.theme, THEME_BREAK_EOJEOL);
    assert_int_equal(cut_lines(DOC_BREAKS_SYLLABLE), 0);
}

/* White before a quote's ink is outside, so that the ink stands on the edge. */
static void an_opening_quote_hangs(void **state)
{
    double left, quoted;

    (void)state;
    block(fx.article, DOC_PARAGRAPH, "가나다");
    set_pages();
    left = field("가나다", 3);
    fixture_end(state);
    fixture_begin(state);
    block(fx.article, DOC_PARAGRAPH, "“가나다”");
    set_pages();
    quoted = field("“가나다", 3);
    assert_true(quoted < left - 0.1);
    assert_true(quoted > left - 4);
}

static void hanging_can_be_turned_off(void **state)
{
    double left;

    (void)state;
    fx.theme->body.hang = 0;
    block(fx.article, DOC_PARAGRAPH, "“가나다”");
    set_pages();
    left = field("“가나다", 3) - fx.theme->page.left_odd / 65536.0;
    assert_true(left > -0.01 && left < 0.01);
}

/* Never both: see theme/resolve.c. */
static void a_gap_may_part_paragraphs(void **state)
{
    double first;

    (void)state;
    fx.theme->body.indent = 0;
    fx.theme->body.before = fx.theme->page.line;
    block(fx.article, DOC_PARAGRAPH, "하나");
    block(fx.article, DOC_PARAGRAPH, "둘");
    heading(fx.article, 2, "셋");
    block(fx.article, DOC_PARAGRAPH, "넷");
    set_pages();
    first = field("하나", 4);
    assert_true(field("둘", 4) - first > 35.9 && field("둘", 4) - first < 36.1);
    assert_true(field("둘", 3) == field("하나", 3));
    assert_true(field("넷", 4) - field("셋", 4) < 35);
}

static int count_items(const char *what)
{
    return count_of(fx.dump, what);
}

/* Above letters only, and painted, not written. */
static void emphasis_may_be_dots(void **state)
{
    struct doc_node *p = node(fx.article, DOC_PARAGRAPH);

    (void)state;
    block(p, DOC_EMPH, "한글, 漢字 abc");
    fx.theme->in_line.em_dots = true;
    set_pages();
    assert_int_equal(count_items("polygon decoration text"), 4);
    assert_int_equal(count_items("NotoSans-"), 0);
    assert_int_equal(count_items("NotoSerif-Italic"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(english_words_are_parted),
        TEST(other_words_are_not),
        TEST(ragged_words_are_not),
        TEST(the_last_word_is_not_parted),
        TEST(a_soft_hyphen_shows_at_the_line_end),
        TEST(an_article_says_where_lines_end),
        TEST(the_command_line_goes_before_the_article),
        TEST(an_opening_quote_hangs),
        TEST(hanging_can_be_turned_off),
        TEST(a_gap_may_part_paragraphs),
        TEST(emphasis_may_be_dots),
    };

    fx.root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
