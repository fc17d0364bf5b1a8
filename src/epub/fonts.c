#include "epub/fonts.h"

#include "doc/walk.h"
#include "text/subset.h"
#include "util/file.h"
#include "util/path.h"
#include "util/pool.h"
#include "util/utf8.h"

#include <string.h>

enum use { FOR_TEXT, FOR_ITALICS, FOR_CODE };

/* The families that style.css names first; the reserved name of the font for code may
 * not be that of a cut. */
static const struct {
    const char *file, *name, *family, *weight, *style;
    enum use use;
} faces[EPUB_FONT_COUNT] = {
    {"NotoSerifKR-Regular.otf", "serif.otf", "Noto Serif KR", "400", "normal",
     FOR_TEXT},
    {"NotoSerifKR-Bold.otf", "serif-bold.otf", "Noto Serif KR", "700", "normal",
     FOR_TEXT},
    {"NotoSansKR-Regular.otf", "sans.otf", "Noto Sans KR", "400", "normal", FOR_TEXT},
    {"NotoSansKR-Bold.otf", "sans-bold.otf", "Noto Sans KR", "700", "normal", FOR_TEXT},
    {"NotoSerif-Italic.ttf", "serif-italic.ttf", "Noto Serif KR", "400", "italic",
     FOR_ITALICS},
    {"D2Coding.ttc", "mono.ttf", "Seoga Mono", "400", "normal", FOR_CODE},
};

/* Characters: a bit each, then in order. */
struct charset {
    uint8_t *bits;
    uint32_t *list;
    size_t count;
};

#define CODE_POINTS 0x110000u

static struct charset charset_new(struct arena *a)
{
    struct charset set = {.bits = arena_array(a, uint8_t, CODE_POINTS / 8)};

    for (uint32_t cp = ' '; cp < 0x7f; cp++)
        set.bits[cp / 8] |= (uint8_t)(1u << cp % 8);
    return set;
}

static void add_text(struct charset *set, const char *s, size_t len)
{
    uint32_t cp;

    for (size_t i = 0; i < len;) {
        i += utf8_decode(s + i, len - i, &cp);
        set->bits[cp / 8] |= (uint8_t)(1u << cp % 8);
    }
}

static void list_up(struct charset *set, struct arena *a)
{
    size_t count = 0;

    for (uint32_t cp = ' '; cp < CODE_POINTS; cp++)
        count += set->bits[cp / 8] >> cp % 8 & 1;
    set->list = arena_array(a, uint32_t, count);
    for (uint32_t cp = ' '; cp < CODE_POINTS; cp++)
        if (set->bits[cp / 8] >> cp % 8 & 1)
            set->list[set->count++] = cp;
}

/* Characters of code; whether there is any, and emphasis that is not Korean. */
static struct needs {
    bool code, italics;
} look_through(const struct doc_node *root, struct charset *code)
{
    struct needs needs = {false, false};

    for (struct doc_walk w = doc_walk_from(root); doc_walk_next(&w);) {
        const struct doc_node *n = w.node;
        bool block = n->kind == DOC_CODE_BLOCK || n->kind == DOC_DIAGRAM;
        bool text =
            n->kind == DOC_CODE || n->kind == DOC_MATH || n->kind == DOC_MATH_BLOCK;

        if (w.event != DOC_ENTER)
            continue;
        needs.code |= block || text;
        if (block)
            add_text(code, n->as.code.text, n->as.code.len);
        if (text)
            add_text(code, n->as.text, strlen(n->as.text));
        needs.italics |= n->kind == DOC_EMPH && !doc_lang_is_korean(doc_node_lang(n));
    }
    add_text(code, "−", strlen("−")); /* before lines that were taken out */
    return needs;
}

/* Cutting, on several threads. */
struct cutting {
    struct epub_fonts *fonts;
    const char *folder;
    struct charset all, code;
    bool failed[EPUB_FONT_COUNT];
};

static void cut(void *user, size_t i)
{
    struct cutting *c = user;
    const struct charset *set = faces[i].use == FOR_CODE ? &c->code : &c->all;
    struct arena scratch = {0};
    struct diag quiet = {0};
    struct text_font *f;

    if (!c->fonts->list[i].name)
        return;
    f = text_font_open(path_join(&scratch, c->folder, faces[i].file), 0, &quiet);
    c->failed[i] = !f || !text_subset_codepoints(f, set->list, set->count,
                                                 &c->fonts->list[i].bytes, &quiet);
    if (f)
        text_font_close(f);
    arena_release(&scratch);
}

static void put_rule(struct buf *css, size_t i)
{
    buf_printf(css,
               "@font-face { font-family: \"%s\"; font-weight: %s; font-style: %s; "
               "src: url(%s); }\n",
               faces[i].family, faces[i].weight, faces[i].style, faces[i].name);
}

static bool report(const struct cutting *c, struct diag *diag, struct arena *a)
{
    bool good = true;

    for (size_t i = 0; i < EPUB_FONT_COUNT; i++)
        if (c->failed[i]) {
            diag_error(diag,
                       (struct diag_pos){.file =
                                             path_join(a, c->folder, faces[i].file)},
                       "font-subset",
                       "cannot be cut to the characters of the book");
            good = false;
        }
    return good;
}

bool epub_fonts_make(const struct epub_book *book, const struct buf *texts,
                     size_t count, const char *folder, int threads,
                     struct epub_fonts *out)
{
    struct arena scratch = {0};
    struct cutting c = {.fonts = out,
                        .folder = folder,
                        .all = charset_new(&scratch),
                        .code = charset_new(&scratch)};
    struct needs needs = look_through(book->root, &c.code);
    const bool needed[] = {
        [FOR_TEXT] = true, [FOR_ITALICS] = needs.italics, [FOR_CODE] = needs.code};
    bool good;

    *out = (struct epub_fonts){0};
    for (size_t i = 0; i < count; i++)
        add_text(&c.all, texts[i].data, texts[i].len);
    list_up(&c.all, &scratch);
    list_up(&c.code, &scratch);
    for (size_t i = 0; i < EPUB_FONT_COUNT; i++) {
        if (!needed[faces[i].use])
            continue;
        out->list[i].name = faces[i].name;
        out->list[i].type = path_ext(faces[i].name)[1] == 'o' ? "font/otf" : "font/ttf";
        put_rule(&out->css, i);
    }
    pool_run(threads, EPUB_FONT_COUNT, cut, &c);
    good = report(&c, book->diag, &scratch) &&
           file_read(path_join(&scratch, folder, "OFL.txt"), 1 << 20, &out->licence,
                     book->diag);
    arena_release(&scratch);
    return good;
}

void epub_fonts_release(struct epub_fonts *f)
{
    for (size_t i = 0; i < EPUB_FONT_COUNT; i++)
        buf_release(&f->list[i].bytes);
    buf_release(&f->css);
    buf_release(&f->licence);
    *f = (struct epub_fonts){0};
}
