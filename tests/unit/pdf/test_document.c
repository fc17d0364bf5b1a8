#include "pdf/document.h"
#include "text/shape.h"
#include "text/unit.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char *root;
static const char *keep; /* where the sample is left to be looked at; NULL: nowhere */

static struct {
    struct arena arena;
    struct diag_list messages;
    struct diag diag;
    struct text_fontset *fonts;
    struct text_shaper *shaper;
    char path[64];
} f;

static int set_up(void **state)
{
    int fd;

    (void)state;
    memset(&f, 0, sizeof f);
    f.messages.arena = &f.arena;
    f.diag = diag_into(&f.messages);
    f.fonts = text_fontset_create(path_join(&f.arena, root, "fonts"), NULL, &f.diag);
    if (!f.fonts)
        return -1;
    f.shaper = text_shaper_create(f.fonts);
    strcpy(f.path, "/tmp/pdf-document-XXXXXX");
    fd = mkstemp(f.path);
    return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state)
{
    (void)state;
    unlink(f.path);
    text_shaper_destroy(f.shaper);
    text_fontset_destroy(f.fonts);
    arena_release(&f.arena);
    return 0;
}

/* A page being composed by hand. */
struct draft {
    struct layout_item items[64];
    struct layout_page page;
};

static struct layout_item *next_item(struct draft *d, enum layout_item_kind kind)
{
    struct layout_item *item = &d->items[d->page.item_count++];

    *item = (struct layout_item){.kind = kind, .role = LAYOUT_CONTENT};
    d->page.items = d->items;
    return item;
}

static void set_line(struct draft *d, struct text_style style, const char *text,
                     int32_t y)
{
    struct text_runs shaped =
        text_shape(f.shaper, style, "ko", str_of(text), (struct diag_pos){0}, &f.arena);
    int32_t size = TEXT_PT(12), x = TEXT_PT(60);

    for (size_t i = 0; i < shaped.count; i++) {
        const struct text_run *from = &shaped.runs[i];
        struct layout_glyph *glyphs =
            arena_array(&f.arena, struct layout_glyph, from->count);
        int64_t pen = 0;
        struct layout_item *item = next_item(d, LAYOUT_RUN);

        for (size_t g = 0; g < from->count; g++) {
            const struct text_glyph *s = &from->glyphs[g];
            int upem = from->font->upem;

            glyphs[g] = (struct layout_glyph){
                .id = s->id,
                .x = (int32_t)pen + text_scale(s->dx, size, upem),
                .dy = text_scale(s->dy, size, upem),
                .start = s->start,
                .len = s->len,
            };
            pen += text_scale(s->advance, size, upem);
        }
        item->as.run = (struct layout_run){.font = from->font,
                                           .size = size,
                                           .x = x,
                                           .y = y,
                                           .width = (int32_t)pen,
                                           .glyphs = glyphs,
                                           .count = from->count,
                                           .text = text,
                                           .text_len = (uint32_t)strlen(text)};
        x += (int32_t)pen;
    }
}

static struct draft *new_page(int number)
{
    struct draft *d = arena_new(&f.arena, struct draft);

    d->page.width = TEXT_PT(595.276);
    d->page.height = TEXT_PT(841.89);
    d->page.number = number;
    d->page.label = arena_printf(&f.arena, "%d", number);
    return d;
}

static const char *const lines[] = {
    "서가는 글을 책으로 묶는다. 漢字 병기(倂記)와 “따옴표” — 줄표.",
    "AVATAR office “quotes” fi fl ffi, naïve café; a\\b (c) 100%",
    "웃는 얼굴 😀 하나와 깃발 🇰🇷 하나",
    "첫가끝 ᄒᆞᆫ글, no\u00A0break, 中·ㆍ",
};

#define LINE_COUNT (sizeof lines / sizeof *lines)

static void draw_shapes(struct draft *d)
{
    static const int32_t triangle[] = {TEXT_PT(100), TEXT_PT(500), TEXT_PT(150),
                                       TEXT_PT(500), TEXT_PT(125), TEXT_PT(450)};
    struct layout_item *item = next_item(d, LAYOUT_RECT);

    item->role = LAYOUT_BACKGROUND;
    item->as.rect.box =
        (struct layout_box){TEXT_PT(60), TEXT_PT(600), TEXT_PT(100), TEXT_PT(50)};
    item->as.rect.colour = (struct layout_colour){240, 240, 255};
    item = next_item(d, LAYOUT_FRAME);
    item->role = LAYOUT_DECORATION;
    item->as.rect.box =
        (struct layout_box){TEXT_PT(60), TEXT_PT(600), TEXT_PT(100), TEXT_PT(50)};
    item->as.rect.stroke = TEXT_PT(0.5);
    item->as.rect.radius = TEXT_PT(6);
    item = next_item(d, LAYOUT_LINE);
    item->role = LAYOUT_DECORATION;
    item->as.line.x = TEXT_PT(60);
    item->as.line.y = item->as.line.y2 = TEXT_PT(700);
    item->as.line.x2 = TEXT_PT(500);
    item->as.line.stroke = TEXT_PT(1);
    item->as.line.dash = TEXT_PT(2);
    item = next_item(d, LAYOUT_POLYGON);
    item->role = LAYOUT_DECORATION;
    item->as.polygon.points = triangle;
    item->as.polygon.count = 3;
    item->as.polygon.colour = (struct layout_colour){200, 30, 30};
}

static struct doc_node *new_book(void)
{
    struct diag_pos nowhere = {0};
    struct doc_node *book = doc_node_new(&f.arena, DOC_BOOK, nowhere);
    struct doc_node *article = doc_node_new(&f.arena, DOC_ARTICLE, nowhere);
    struct doc_node *heading = doc_node_new(&f.arena, DOC_HEADING, nowhere);
    static struct doc_meta meta;
    static const struct doc_person author = {"홍길동 & 친구 <벗>", NULL};

    meta = (struct doc_meta){
        .title = "서가의 책 😀", .lang = "ko", .authors = &author, .author_count = 1};
    book->as.meta = article->as.meta = &meta;
    article->id = "a1";
    heading->id = "a1-h1";
    heading->as.heading.level = 1;
    doc_node_append(heading, doc_text_new(&f.arena, "첫 마디", nowhere));
    doc_node_append(article, heading);
    doc_node_append(book, article);
    return book;
}

static bool write_book(const struct doc_node *book, int pages, int threads)
{
    struct pdf_params params = {.fonts = f.fonts,
                                .modified = "2025-02-04T00:00:00Z",
                                .threads = threads,
                                .diag = &f.diag};
    const struct doc_node *article = book->first, *heading = article->first;
    const struct layout_dest dests[] = {{article, TEXT_PT(50)}, {heading, TEXT_PT(90)}};
    const struct layout_link links[] = {
        {{TEXT_PT(60), TEXT_PT(88), TEXT_PT(90), TEXT_PT(14)}, heading, heading, NULL},
        {{TEXT_PT(60), TEXT_PT(108), TEXT_PT(90), TEXT_PT(14)},
         heading,
         NULL,
         "https://example.org/한글?q=(1)"}};
    struct file_out out;
    struct pdf_document *d;

    assert_true(file_out_open(&out, f.path, &f.diag));
    d = pdf_document_open(&params, book, &out);
    for (int n = 1; n <= pages; n++) {
        struct arena_mark mark = arena_mark(&f.arena);
        struct draft *draft = new_page(n);

        for (size_t i = 0; i < LINE_COUNT; i++)
            set_line(
                draft,
                (struct text_style){i % 2 ? TEXT_SANS : TEXT_SERIF, false, false, 0},
                lines[i], TEXT_PT(100) + (int32_t)i * TEXT_PT(20));
        set_line(draft, (struct text_style){TEXT_MONO, false, false, 0},
                 "int main(void) { puts(\"안녕\"); }", TEXT_PT(200));
        draw_shapes(draft);
        draft->page.links = links;
        draft->page.link_count = 2;
        draft->page.dests = dests;
        draft->page.dest_count = n == pages ? 2 : 0;
        pdf_document_page(d, &draft->page);
        arena_rewind(&f.arena, mark); /* nothing of a page may be needed later */
    }
    return pdf_document_close(d) && file_out_commit(&out, &f.diag);
}

static struct buf read_back(void)
{
    struct buf bytes = {0};

    assert_true(file_read(f.path, FILE_LIMIT, &bytes, &f.diag));
    return bytes;
}

static bool ends_with(const struct buf *b, const char *s)
{
    size_t len = strlen(s);

    return b->len >= len && memcmp(b->data + b->len - len, s, len) == 0;
}

/* Runs a tool over the file; -1 when it is not there. */
static int run(const char *tool, const char *arguments)
{
    char *command = arena_printf(&f.arena,
                                 "command -v %s >/dev/null || exit 99; %s %s %s"
                                 " >%s.out 2>&1",
                                 tool, tool, arguments, f.path, f.path);
    int status = system(command);
    int code = status < 0 ? 1 : (status >> 8) & 0xFF;

    return code == 99 ? -1 : code;
}

static void test_file_frame(void **state)
{
    struct buf bytes;

    (void)state;
    assert_true(write_book(new_book(), 1, 1));
    bytes = read_back();
    assert_memory_equal(bytes.data, "%PDF-1.7\n%", 10);
    assert_true(ends_with(&bytes, "%%EOF\n"));
    assert_int_equal(f.diag.counts[DIAG_ERROR] + f.diag.counts[DIAG_WARNING], 0);
    buf_release(&bytes);
    if (keep) {
        char *copy = arena_printf(&f.arena, "cp %s %s", f.path, keep);

        assert_int_equal(system(copy), 0);
    }
}

static void test_same_bytes_with_any_threads(void **state)
{
    struct buf one, four;

    (void)state;
    assert_true(write_book(new_book(), 3, 1));
    one = read_back();
    assert_true(write_book(new_book(), 3, 4));
    four = read_back();
    assert_int_equal(one.len, four.len);
    assert_memory_equal(one.data, four.data, one.len);
    buf_release(&one);
    buf_release(&four);
}

static void test_qpdf_finds_no_fault(void **state)
{
    int code;

    (void)state;
    assert_true(write_book(new_book(), 130, 2));
    code = run("qpdf", "--check");
    unlink(arena_printf(&f.arena, "%s.out", f.path));
    if (code < 0)
        skip();
    assert_int_equal(code, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_file_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_bytes_with_any_threads, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_qpdf_finds_no_fault, set_up, tear_down),
    };

    root = argc > 1 ? argv[1] : ".";
    keep = argc > 2 ? argv[2] : NULL;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
