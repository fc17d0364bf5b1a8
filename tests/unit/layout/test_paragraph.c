/* Paragraphs in the real faces: what lines may hold, and what inline marks look like.
 */
#include "layout/paragraph.h"

#include "text/unit.h"
#include "theme/theme.h"
#include "util/buf.h"
#include "util/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *source_root;

static struct {
    struct arena theme_arena, arena;
    struct theme *theme;
    struct text_fontset *fonts;
    struct diag diag;
    struct layout_tools tools;
    struct layout_para_style body;
    int overfull;
} fx;

static void count_message(void *user, const struct diag_message *msg)
{
    (void)user;
    if (strcmp(msg->code, "overfull") == 0)
        fx.overfull++;
}

static int open_fonts(void **state)
{
    char path[4096];

    (void)state;
    fx.diag.report = count_message;
    snprintf(path, sizeof path, "%s/templates", source_root);
    fx.theme = theme_load(path, NULL, NULL, &fx.theme_arena, &fx.diag);
    snprintf(path, sizeof path, "%s/fonts", source_root);
    fx.fonts = text_fontset_create(path, NULL, &fx.diag);
    if (!fx.theme || !fx.fonts)
        return -1;
    fx.tools = (struct layout_tools){.theme = fx.theme,
                                     .fonts = fx.fonts,
                                     .shaper = text_shaper_create(fx.fonts),
                                     .diag = &fx.diag};
    fx.body.look = fx.theme->body;
    return 0;
}

static int close_fonts(void **state)
{
    (void)state;
    text_shaper_destroy(fx.tools.shaper);
    text_fontset_destroy(fx.fonts);
    arena_release(&fx.theme_arena);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    fx.overfull = 0;
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&fx.arena);
    return 0;
}

/* ---- building and reading ---- */

static struct doc_node *paragraph(void)
{
    struct doc_node *p =
        doc_node_new(&fx.arena, DOC_PARAGRAPH, (struct diag_pos){"a.md", 3, 1});

    p->lang = "ko";
    return p;
}

static struct doc_node *add_text(struct doc_node *parent, const char *s)
{
    struct doc_node *n = doc_text_new(&fx.arena, s, parent->pos);

    doc_node_append(parent, n);
    return n;
}

static struct doc_node *add(struct doc_node *parent, enum doc_kind kind, const char *s)
{
    struct doc_node *n = doc_node_new(&fx.arena, kind, parent->pos);

    doc_node_append(parent, n);
    if (doc_kind_is_leaf(kind))
        n->as.text = s;
    else if (s)
        add_text(n, s);
    return n;
}

static struct layout_lines set(const struct doc_node *p,
                               const struct layout_para_style *style, int32_t measure)
{
    return layout_para_set(&fx.tools, style, p, measure, &fx.arena);
}

static struct layout_lines set_text(const char *s, int32_t measure)
{
    struct doc_node *p = paragraph();

    add_text(p, s);
    return set(p, &fx.body, measure);
}

/* Left edge of the glyph that byte `at` of the run's text begins. */
static int32_t glyph_x(const struct layout_run *run, uint32_t at)
{
    for (size_t i = 0; i < run->count; i++)
        if (run->glyphs[i].len && run->glyphs[i].start == at)
            return run->x + run->glyphs[i].x;
    fail();
    return 0;
}

/* The text of a line's runs. */
static const char *line_text(const struct layout_line *line)
{
    struct buf b = {0};
    const char *s;

    for (size_t i = 0; i < line->item_count; i++)
        if (line->items[i].kind == LAYOUT_RUN)
            buf_add(&b, line->items[i].as.run.text, line->items[i].as.run.text_len);
    s = arena_strndup(&fx.arena, buf_str(&b), b.len);
    buf_release(&b);
    return s;
}

static const char *all_text(struct layout_lines lines)
{
    struct buf b = {0};
    const char *s;

    for (size_t i = 0; i < lines.count; i++)
        buf_puts(&b, line_text(&lines.lines[i]));
    s = arena_strndup(&fx.arena, buf_str(&b), b.len);
    buf_release(&b);
    return s;
}

static const struct layout_item *find_item(struct layout_lines lines,
                                           enum layout_item_kind kind,
                                           const struct doc_node *node)
{
    for (size_t i = 0; i < lines.count; i++)
        for (size_t k = 0; k < lines.lines[i].item_count; k++)
            if (lines.lines[i].items[k].kind == kind &&
                (!node || lines.lines[i].items[k].node == node))
                return &lines.lines[i].items[k];
    return NULL;
}

static bool begins_with(const char *s, const char *sign)
{
    return strncmp(s, sign, strlen(sign)) == 0;
}

static bool ends_with(const char *s, const char *sign)
{
    size_t len = strlen(s), n = strlen(sign);

    while (len > 0 && s[len - 1] == ' ')
        len--;
    return len >= n && memcmp(s + len - n, sign, n) == 0;
}

/* Every glyph's cluster lies in its run's text; clusters follow each other. */
static void assert_sound_run(const struct layout_run *run)
{
    uint32_t at = 0;

    for (size_t g = 0; g < run->count; g++) {
        if (run->glyphs[g].len == 0)
            continue;
        assert_int_equal(run->glyphs[g].start, at);
        at += run->glyphs[g].len;
    }
    assert_int_equal(at, run->text_len);
    assert_true(utf8_valid(run->text, run->text_len, NULL));
}

static void assert_sound(struct layout_lines lines, int32_t measure, const char *text)
{
    assert_string_equal(all_text(lines), text);
    for (size_t i = 0; i < lines.count; i++) {
        const struct layout_line *line = &lines.lines[i];
        const char *s = line_text(line);

        for (size_t k = 0; k < line->item_count; k++)
            if (line->items[k].kind == LAYOUT_RUN)
                assert_sound_run(&line->items[k].as.run);
        if (!line->overfull)
            assert_true(line->x + line->width <= measure + fx.body.look.size / 3);
        assert_false(ends_with(s, "(") || ends_with(s, "『"));
        assert_false(begins_with(s, ")") || begins_with(s, ".") ||
                     begins_with(s, ",") || begins_with(s, "』"));
        assert_int_equal(line->last, i + 1 == lines.count);
    }
}

static const char prose[] =
    "도서관은 책을 쌓아 두는 곳이 아니라 책과 사람이 만나는 곳이다. 오래된 서가(書架) "
    "사이를 천천히 걷다 보면, 찾던 책보다 먼저 눈에 들어오는 책이 있다. 『우연한 "
    "발견』이라는 말은 이럴 때 쓰라고 만든 듯하다. 1970년대에 처음 도입된 분류 "
    "체계(decimal classification)는 지금도 남아 있으며, 10,000권이 넘는 책이 그 "
    "순서대로 "
    "꽂혀 있다. 사서는 “찾는 책이 없으면 물어보세요.”라고 말하지만, 물어보는 사람은 "
    "많지 않다. 검색은 빠르고 정확하지만 옆자리의 책을 보여 주지는 않는다.";

static void text_is_whole_at_any_measure(void **state)
{
    (void)state;
    for (int em = 8; em <= 44; em++) {
        int32_t measure = em * fx.body.look.size;

        assert_sound(set_text(prose, measure), measure, prose);
        arena_release(&fx.arena);
    }
    assert_int_equal(fx.overfull, 0);
}

/* Apart by 0.025 em at most, closer by 0.015 em; `sp` for rounding. */
static void assert_tracking(const struct layout_run *run, int32_t sp)
{
    for (size_t i = 0; i + 1 < run->count; i++) {
        const struct layout_glyph *g = &run->glyphs[i];
        uint32_t cp, next;
        int32_t apart;

        utf8_decode(run->text + g->start, run->text_len - g->start, &cp);
        utf8_decode(run->text + g[1].start, run->text_len - g[1].start, &next);
        if (cp < 0xAC00 || cp > 0xD7A3 || next < 0xAC00 || next > 0xD7A3)
            continue;
        apart =
            g[1].x - g->x -
            text_scale(text_font_advance(run->font, g->id), run->size, run->font->upem);
        assert_true(apart <= text_scale(25, run->size, 1000) + sp);
        assert_true(apart >= -text_scale(15, run->size, 1000) - sp);
    }
}

static void tracking_has_its_bounds(void **state)
{
    (void)state;
    for (int em = 8; em <= 44; em++) {
        struct layout_lines lines = set_text(prose, em * fx.body.look.size);

        for (size_t i = 0; i < lines.count; i++)
            for (size_t k = 0; k < lines.lines[i].item_count; k++)
                if (lines.lines[i].items[k].kind == LAYOUT_RUN)
                    assert_tracking(&lines.lines[i].items[k].as.run, 2);
        arena_release(&fx.arena);
    }
}

static void justified_lines_end_at_the_measure(void **state)
{
    int32_t measure = fx.theme->page.measure;
    struct layout_lines lines = set_text(prose, measure);

    (void)state;
    assert_true(lines.count > 4);
    for (size_t i = 0; i + 1 < lines.count; i++) {
        int32_t over = lines.lines[i].x + lines.lines[i].width - measure;

        /* only a full stop, a comma or a quote stands outside, by less than a third */
        assert_in_range(over, 0, fx.body.look.size / 3);
        if (over > 0)
            assert_true(ends_with(line_text(&lines.lines[i]), ".") ||
                        ends_with(line_text(&lines.lines[i]), ",") ||
                        ends_with(line_text(&lines.lines[i]), "”"));
    }
    assert_true(lines.lines[lines.count - 1].width <= measure);
}

/* What is kerned together in a word is not when a line end parts it: a line is as wide
 * as its text alone. */
static void parted_words_are_shaped_anew(void **state)
{
    struct layout_para_style style = fx.body;
    struct doc_node *p = paragraph();
    struct layout_lines lines;
    int32_t sum = 0;

    (void)state;
    style.look.align = THEME_LEFT;
    add_text(p, "ATATATATATATATATATATATATATATATATATATATATATATATATATATAT");
    lines = set(p, &style, TEXT_PT(100));
    assert_true(lines.count > 2);
    for (size_t i = 0; i < lines.count; i++) {
        int32_t alone =
            set_text(line_text(&lines.lines[i]), TEXT_PT(300)).lines[0].width;

        assert_int_equal(lines.lines[i].width, alone);
        sum += alone;
    }
    assert_true(sum > set(p, &style, TEXT_PT(500)).lines[0].width);
}

/* Runs in the order of the text, their glyphs where they are read. */
static void right_to_left_text_is_reversed(void **state)
{
    struct layout_lines lines = set_text("가 אבג 12 דה 나", TEXT_PT(300));
    const struct layout_line *line = &lines.lines[0];
    const struct layout_run *hebrew = &line->items[1].as.run,
                            *number = &line->items[2].as.run,
                            *more = &line->items[3].as.run;

    (void)state;
    assert_int_equal(lines.count, 1);
    assert_string_equal(line_text(line), "가 אבג 12 דה 나");
    assert_int_equal(line->item_count, 5);
    assert_true(glyph_x(hebrew, 0) > glyph_x(hebrew, 2));
    assert_true(glyph_x(hebrew, 2) > glyph_x(number, 0));
    assert_true(glyph_x(number, 1) > glyph_x(number, 0));
    assert_true(glyph_x(number, 0) > glyph_x(more, 1));
    assert_true(glyph_x(more, 1) > glyph_x(more, 3));
    assert_true(more->x >= line->items[0].as.run.x + line->items[0].as.run.width);
    assert_true(line->items[4].as.run.x >= hebrew->x + hebrew->width);
}

static void line_ends_keep_a_space_without_width(void **state)
{
    struct layout_para_style style = fx.body;
    struct doc_node *p = paragraph();
    struct layout_lines lines;

    (void)state;
    style.look.breaks = THEME_BREAK_EOJEOL;
    style.look.align = THEME_LEFT;
    add_text(p, "하나 둘 셋 넷 다섯 여섯 일곱 여덟");
    lines = set(p, &style, TEXT_PT(60));
    assert_true(lines.count > 1);
    for (size_t i = 0; i + 1 < lines.count; i++) {
        const struct layout_line *line = &lines.lines[i];
        const struct layout_run *run = &line->items[line->item_count - 1].as.run;

        assert_int_equal(run->text[run->text_len - 1], ' ');
        assert_int_equal(run->glyphs[run->count - 1].x, run->width);
        assert_int_equal(run->x + run->width, line->width);
    }
}

static void eojeol_mode_keeps_eojeol(void **state)
{
    struct layout_para_style style = fx.body;
    struct doc_node *p = paragraph();
    struct layout_lines lines;

    (void)state;
    style.look.breaks = THEME_BREAK_EOJEOL;
    add_text(p, prose);
    for (int em = 12; em < 40; em += 3) {
        lines = set(p, &style, em * style.look.size);
        for (size_t i = 0; i + 1 < lines.count; i++) {
            const char *s = line_text(&lines.lines[i]);

            assert_int_equal(s[strlen(s) - 1], ' ');
        }
    }
    assert_int_equal(fx.overfull, 0);
}

static void too_wide_words_break_and_are_reported_once(void **state)
{
    const char *word = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
    struct layout_lines lines = set_text(word, TEXT_PT(60));

    (void)state;
    assert_int_equal(fx.overfull, 1);
    assert_true(lines.count > 3);
    assert_sound(lines, TEXT_PT(60), word);
    for (size_t i = 0; i < lines.count; i++)
        assert_false(lines.lines[i].overfull);
}

static void addresses_break_at_their_signs(void **state)
{
    const char *url =
        "https://library.example.org/archive/2024/03/reading-list?page=3&sort=title";
    struct layout_lines lines = set_text(url, TEXT_PT(110));

    (void)state;
    assert_int_equal(fx.overfull, 0);
    assert_true(lines.count > 2);
    assert_string_equal(all_text(lines), url);
    for (size_t i = 0; i + 1 < lines.count; i++)
        assert_true(ends_with(line_text(&lines.lines[i]), "/") ||
                    begins_with(line_text(&lines.lines[i + 1]), ".") ||
                    begins_with(line_text(&lines.lines[i + 1]), "?") ||
                    begins_with(line_text(&lines.lines[i + 1]), "&") ||
                    begins_with(line_text(&lines.lines[i + 1]), "=") ||
                    begins_with(line_text(&lines.lines[i + 1]), "-"));
}

static void emphasis_takes_other_family_or_italic(void **state)
{
    struct doc_node *p = paragraph(), *em = add(p, DOC_EMPH, "아주 good 책");
    struct layout_lines lines = set(p, &fx.body, fx.theme->page.measure);
    int korean = 0, latin = 0;

    (void)state;
    for (size_t i = 0; i < lines.lines[0].item_count; i++) {
        const struct layout_run *run = &lines.lines[0].items[i].as.run;

        assert_ptr_equal(lines.lines[0].items[i].node, em->first);
        if (run->font->italic) {
            latin++;
            assert_int_equal(run->size, fx.body.look.size);
        } else {
            korean++;
            assert_false(run->font->serif);
            assert_int_equal(run->size, text_scale(970, fx.body.look.size, 1000));
        }
    }
    assert_int_equal(latin, 1);
    assert_int_equal(korean, 2);
}

static void strong_is_bold_and_code_mono(void **state)
{
    struct doc_node *p = paragraph(), *strong, *code;
    struct layout_lines lines;
    const struct layout_item *item;

    (void)state;
    add_text(p, "이것은 ");
    strong = add(p, DOC_STRONG, "굵게");
    code = add(p, DOC_CODE, "printf(a,  b)");
    lines = set(p, &fx.body, fx.theme->page.measure);
    item = find_item(lines, LAYOUT_RUN, strong->first);
    assert_non_null(item);
    assert_int_equal(item->as.run.font->weight, 700);
    item = find_item(lines, LAYOUT_RUN, code);
    assert_non_null(item);
    assert_true(item->as.run.font->monospaced);
    assert_string_equal(all_text(lines), "이것은 굵게printf(a,  b)");
}

static void blanks_collapse_and_ends_are_trimmed(void **state)
{
    struct doc_node *p = paragraph();

    (void)state;
    add_text(p, "  가  나\t다 ");
    add(p, DOC_SOFT_BREAK, NULL);
    add_text(p, " 라 ");
    assert_string_equal(all_text(set(p, &fx.body, fx.theme->page.measure)),
                        "가 나 다 라");
}

static void line_breaks_are_kept(void **state)
{
    struct doc_node *p = paragraph();
    struct layout_lines lines;

    (void)state;
    add_text(p, "첫 줄");
    add(p, DOC_LINE_BREAK, NULL);
    add_text(p, "둘째 줄");
    lines = set(p, &fx.body, fx.theme->page.measure);
    assert_int_equal(lines.count, 2);
    assert_string_equal(line_text(&lines.lines[0]), "첫 줄 ");
    assert_string_equal(line_text(&lines.lines[1]), "둘째 줄");
    assert_true(lines.lines[0].width < fx.theme->page.measure / 2);
}

static void note_marks_never_begin_a_line(void **state)
{
    (void)state;
    for (int pt = 40; pt < 120; pt += 3) {
        struct doc_node *p = paragraph(), *note = paragraph(), *ref;
        struct layout_lines lines;
        size_t seen = 0;

        add_text(p, "가나다라 마바사아자차카 타파하 끝");
        ref = add(p, DOC_NOTE_REF, NULL);
        ref->as.note_ref.note = note;
        ref->as.note_ref.number = 12;
        add_text(p, " 그리고 더 많은 이야기");
        lines = set(p, &fx.body, TEXT_PT(pt));
        for (size_t i = 0; i < lines.count; i++) {
            assert_false(begins_with(line_text(&lines.lines[i]), "12)"));
            if (lines.lines[i].node_count > 0) {
                assert_ptr_equal(lines.lines[i].nodes[0], ref);
                assert_int_equal(lines.lines[i].link_count, 1);
                assert_ptr_equal(lines.lines[i].links[0].target, note);
                seen++;
            }
        }
        assert_int_equal(seen, 1);
        assert_true(find_item(lines, LAYOUT_RUN, ref)->as.run.y < 0);
    }
}

static void links_are_boxed_on_every_line(void **state)
{
    struct doc_node *p = paragraph(), *link = add(p, DOC_LINK, NULL);
    struct layout_lines lines;

    (void)state;
    link->as.link.url = "https://example.org/";
    add_text(link, "여러 줄에 걸친 아주 긴 고리의 글");
    lines = set(p, &fx.body, TEXT_PT(70));
    assert_true(lines.count > 1);
    for (size_t i = 0; i < lines.count; i++) {
        assert_int_equal(lines.lines[i].link_count, 1);
        assert_string_equal(lines.lines[i].links[0].url, "https://example.org/");
        assert_int_equal(lines.lines[i].links[0].box.width, lines.lines[i].width);
    }
    assert_non_null(find_item(lines, LAYOUT_LINE, NULL));
    assert_int_equal(find_item(lines, LAYOUT_LINE, NULL)->role, LAYOUT_DECORATION);
}

static void keys_are_framed_one_by_one(void **state)
{
    struct doc_node *p = paragraph();
    struct layout_lines lines;
    int frames = 0;

    (void)state;
    add(p, DOC_KBD, "Ctrl");
    add(p, DOC_KBD, "C");
    lines = set(p, &fx.body, fx.theme->page.measure);
    for (size_t i = 0; i < lines.lines[0].item_count; i++)
        frames += lines.lines[0].items[i].kind == LAYOUT_FRAME;
    assert_int_equal(frames, 2);
    assert_string_equal(all_text(lines), "CtrlC");
}

static void marks_lie_behind_their_text(void **state)
{
    struct doc_node *p = paragraph();
    struct layout_lines lines;

    (void)state;
    add(p, DOC_MARK, "눈에 띄게");
    lines = set(p, &fx.body, fx.theme->page.measure);
    assert_int_equal(lines.lines[0].items[0].kind, LAYOUT_RECT);
    assert_int_equal(lines.lines[0].items[0].role, LAYOUT_BACKGROUND);
    assert_int_equal(lines.lines[0].items[1].kind, LAYOUT_RUN);
}

static void prefixes_are_labels(void **state)
{
    struct layout_prefix prefix = {.text = "주의 ", .bold = true};
    struct doc_node *p = paragraph();
    struct layout_text text;

    (void)state;
    add_text(p, "뜨겁다");
    text = layout_inline_collect(&fx.tools, &fx.body, p, &prefix, &fx.arena);
    assert_string_equal(text.s, "주의 뜨겁다");
    assert_int_equal(text.spans[0].role, LAYOUT_LABEL);
    assert_true(text.spans[0].face.bold);
}

static void natural_and_minimum_bound_the_measure(void **state)
{
    struct doc_node *p = paragraph();
    struct layout_text text;
    struct layout_para *para;
    struct layout_para_style style = fx.body;

    (void)state;
    style.look.align = THEME_LEFT;
    style.look.breaks = THEME_BREAK_EOJEOL;
    add_text(p, "짧은 글과 아주기다란어절 하나");
    text = layout_inline_collect(&fx.tools, &style, p, NULL, &fx.arena);
    para = layout_para_new(&fx.tools, &text, &fx.arena);
    assert_true(layout_para_minimum(para) < layout_para_natural(para));
    assert_int_equal(
        layout_para_lines(para, layout_para_natural(para), &fx.arena).count, 1);
    assert_true(
        layout_para_lines(para, layout_para_natural(para) - 1, &fx.arena).count > 1);
    layout_para_lines(para, layout_para_minimum(para), &fx.arena);
    assert_int_equal(fx.overfull, 0);
    layout_para_lines(para, layout_para_minimum(para) - 1, &fx.arena);
    assert_int_equal(fx.overfull, 1);
}

static void indents_and_alignment_move_lines(void **state)
{
    struct layout_para_style style = fx.body;
    struct doc_node *p = paragraph();
    struct layout_lines lines;

    (void)state;
    add_text(p, prose);
    style.indent = 0;
    style.hang = TEXT_PT(20);
    lines = set(p, &style, TEXT_PT(200));
    assert_int_equal(lines.lines[0].x, 0);
    assert_int_equal(lines.lines[1].x, TEXT_PT(20));
    style.hang = 0;
    style.look.align = THEME_RIGHT;
    lines = set(p, &style, TEXT_PT(200));
    for (size_t i = 0; i < lines.count; i++)
        assert_int_equal(lines.lines[i].x + lines.lines[i].width, TEXT_PT(200));
}

static void balanced_headings_have_even_lines(void **state)
{
    struct layout_para_style style = fx.body;
    struct doc_node *p = paragraph();
    struct layout_lines lines;

    (void)state;
    style.look.align = THEME_LEFT;
    style.look.breaks = THEME_BREAK_EOJEOL;
    style.look.balance = true;
    add_text(p, "서가를 정리하는 법과 책을 오래 곁에 두는 방법 그리고 책");
    lines = set(p, &style, TEXT_PT(230));
    assert_int_equal(lines.count, 2);
    assert_true(lines.lines[1].width > lines.lines[0].width / 2);
}

static void labels_are_cut_with_an_ellipsis(void **state)
{
    struct layout_label label = {"아주 긴 제목이 달린 글의 이름", paragraph(),
                                 LAYOUT_LABEL};
    struct layout_line line = layout_line_fit(&fx.tools, &fx.body, label, TEXT_PT(80),
                                              LAYOUT_CUT_END, &fx.arena);

    (void)state;
    assert_true(line.width <= TEXT_PT(80));
    assert_true(ends_with(line_text(&line), "…"));
    assert_true(begins_with(line_text(&line), "아주"));
    label.text = "library.example.org/archive/2024/03/reading-list";
    line = layout_line_fit(&fx.tools, &fx.body, label, TEXT_PT(120), LAYOUT_CUT_MIDDLE,
                           &fx.arena);
    assert_true(line.width <= TEXT_PT(120));
    assert_true(begins_with(line_text(&line), "library") &&
                ends_with(line_text(&line), "list"));
    label.text = "12";
    line = layout_line_fit(&fx.tools, &fx.body, label, TEXT_PT(120), LAYOUT_CUT_END,
                           &fx.arena);
    assert_string_equal(line_text(&line), "12");
}

static void odd_texts_are_sound(void **state)
{
    static const char *const texts[] = {
        "\xE2\x80\x8B\xE2\x80\x8B가나",            /* zero width spaces first */
        "가\xC2\xA0나\xC2\xA0다 라\xE3\x80\x80마", /* NBSP, ideographic space */
        "👨‍👩‍👧‍👦 가족 👍🏽 🇰🇷",
        "각\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", /* conjoining jamo */
        "...... ......",
        "((((((((((",
        "?!?!?!?!",
        "\xF0\x90\x8D\x88\xF3\xA0\x80\x81", /* no face; a tag */
        "https://",
        "www.",
        "://",
        "a://%E3%81%82%E3%81%84%E3%81%86%E3%81%88%E3%81%8A",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int pt = 1; pt < 200; pt += 12) {
            struct layout_lines lines = set_text(texts[i], TEXT_PT(pt));

            assert_string_equal(all_text(lines), texts[i]);
            for (size_t k = 0; k < lines.count; k++)
                for (size_t n = 0; n < lines.lines[k].item_count; n++)
                    if (lines.lines[k].items[n].kind == LAYOUT_RUN)
                        assert_sound_run(&lines.lines[k].items[n].as.run);
        }
}

static void nothing_gives_no_lines(void **state)
{
    (void)state;
    assert_int_equal(set(paragraph(), &fx.body, TEXT_PT(100)).count, 0);
    assert_int_equal(set_text("   ", TEXT_PT(100)).count, 0);
}

static void twice_the_same(void **state)
{
    struct layout_lines a = set_text(prose, TEXT_PT(300)), b;

    (void)state;
    b = set_text(prose, TEXT_PT(300));
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        const struct layout_run *x = &a.lines[i].items[0].as.run;
        const struct layout_run *y = &b.lines[i].items[0].as.run;

        assert_int_equal(x->count, y->count);
        assert_memory_equal(x->glyphs, y->glyphs, x->count * sizeof *x->glyphs);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        CASE(text_is_whole_at_any_measure),
        CASE(tracking_has_its_bounds),
        CASE(justified_lines_end_at_the_measure),
        CASE(parted_words_are_shaped_anew),
        CASE(right_to_left_text_is_reversed),
        CASE(line_ends_keep_a_space_without_width),
        CASE(eojeol_mode_keeps_eojeol),
        CASE(too_wide_words_break_and_are_reported_once),
        CASE(addresses_break_at_their_signs),
        CASE(emphasis_takes_other_family_or_italic),
        CASE(strong_is_bold_and_code_mono),
        CASE(blanks_collapse_and_ends_are_trimmed),
        CASE(line_breaks_are_kept),
        CASE(note_marks_never_begin_a_line),
        CASE(links_are_boxed_on_every_line),
        CASE(keys_are_framed_one_by_one),
        CASE(marks_lie_behind_their_text),
        CASE(prefixes_are_labels),
        CASE(natural_and_minimum_bound_the_measure),
        CASE(indents_and_alignment_move_lines),
        CASE(balanced_headings_have_even_lines),
        CASE(labels_are_cut_with_an_ellipsis),
        CASE(odd_texts_are_sound),
        CASE(nothing_gives_no_lines),
        CASE(twice_the_same),
    };

    source_root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
