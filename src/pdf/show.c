#include "pdf/content.h"

#include "pdf/codes.h"
#include "pdf/number.h"
#include "util/utf8.h"

/*
 * Text operators (ISO 32000-1, 9.4). A run is one string with adjustments only where
 * the layout's place of a glyph is not where the viewer's pen would be: at justified
 * spaces, kerning, tracking. The pen is followed exactly, so that nothing adds up.
 */

/* A picture of a colour glyph hangs so far below the baseline, 1/1000 em. */
#define EMOJI_DROP 120

struct cluster {
    const char *text;
    size_t len;
    const struct layout_glyph *glyphs;
    size_t count;
};

/* The pen inside a TJ operator, in tenths of 1/1000 em from the run's start. */
struct show {
    struct pdf_content *c;
    const struct layout_run *run;
    int64_t pen;
    bool open;   /* inside `[…] TJ` */
    bool string; /* inside `(…)` of it */
};

static void close_string(struct show *s)
{
    if (s->string)
        buf_putc(&s->c->out, ')');
    s->string = false;
}

static void close_array(struct show *s)
{
    close_string(s);
    if (s->open)
        buf_puts(&s->c->out, "]TJ\n");
    s->open = false;
}

static void open_string(struct show *s)
{
    if (!s->open)
        buf_putc(&s->c->out, '[');
    if (!s->string)
        buf_putc(&s->c->out, '(');
    s->open = s->string = true;
}

static void put_byte(struct buf *out, unsigned char byte)
{
    if (byte == '\r') { /* a viewer would read it as a line feed */
        buf_puts(out, "\\r");
        return;
    }
    if (byte == '(' || byte == ')' || byte == '\\')
        buf_putc(out, '\\');
    buf_putc(out, (char)byte);
}

/* Brings the pen to where the layout has the glyph. */
static void adjust(struct show *s, int32_t x)
{
    int32_t size = s->run->size;
    int64_t wanted = ((int64_t)x * 10000 + (x < 0 ? -size : size) / 2) / size;
    int64_t off = wanted - s->pen;
    int64_t steps = (off + (off < 0 ? -5 : 5)) / 10;

    if (steps == 0)
        return;
    close_string(s);
    if (!s->open)
        buf_putc(&s->c->out, '[');
    s->open = true;
    pdf_number_put(&s->c->out, -steps * 1000);
    s->pen += steps * 10;
}

static void set_rise(struct show *s, int32_t rise)
{
    if (s->c->rise == rise)
        return;
    close_array(s);
    s->c->rise = rise;
    pdf_content_length(s->c, rise);
    buf_puts(&s->c->out, "Ts\n");
}

static void show_code(struct show *s, const struct layout_glyph *g,
                      struct pdf_code code)
{
    set_rise(s, g->dy);
    adjust(s, g->x);
    open_string(s);
    put_byte(&s->c->out, (unsigned char)(code.code >> 8));
    put_byte(&s->c->out, (unsigned char)code.code);
    s->pen += code.width;
}

/* Td from the line before, in thousandths as written, so that roundings cancel out. */
static void move_to(struct pdf_content *c, const struct layout_run *run)
{
    int64_t x = pdf_number_of_sp(run->x);
    int64_t y = pdf_number_of_sp((int64_t)c->height - run->y);

    if (!c->in_text) {
        buf_puts(&c->out, "BT\n");
        c->in_text = true;
        c->x = c->y = 0;
    }
    pdf_content_number(c, x - c->x);
    pdf_content_number(c, y - c->y);
    buf_puts(&c->out, "Td\n");
    c->x = x;
    c->y = y;
}

/* Inside the right mark and a text object: from the start of the run in a new one. */
static void ready(struct show *s)
{
    pdf_content_resume(s->c);
    if (s->c->in_text)
        return;
    move_to(s->c, s->run);
    s->pen = 0;
}

static void say(struct show *s, const struct cluster *cl)
{
    close_array(s);
    pdf_content_say(s->c, cl->text, cl->len);
}

static void said(struct show *s)
{
    close_array(s);
    pdf_content_said(s->c);
}

/* Code points and glyphs of one cluster that are told apart. */
#define PARTS 16

/*
 * Which glyph of a cluster stands for which of its code points: the one the font has
 * for it, however shaping has moved it (tone marks of old Hangul stand before their
 * syllable), else the next that is left; with none left, the same as the one before.
 */
struct parting {
    size_t starts[PARTS + 1]; /* of code points, in bytes; then the end */
    size_t owners[PARTS];     /* glyphs */
    size_t points;
    bool owns[PARTS]; /* by glyph: it has a code point */
};

static bool split(const struct cluster *cl, struct parting *p)
{
    for (size_t at = 0; at < cl->len; at++) {
        if (((unsigned char)cl->text[at] & 0xC0) == 0x80)
            continue;
        if (p->points == PARTS)
            return false;
        p->starts[p->points++] = at;
    }
    p->starts[p->points] = cl->len;
    return p->points > 0 && cl->count <= PARTS;
}

/* The glyph the font has for a code point; one past the last: it is not among them. */
static size_t own_glyph(const struct text_font *face, const struct cluster *cl,
                        const struct parting *p, size_t point)
{
    size_t i = 0;
    uint32_t cp, id;

    utf8_decode(cl->text + p->starts[point], cl->len - p->starts[point], &cp);
    id = text_font_glyph(face, cp);
    while (i < cl->count && (p->owns[i] || cl->glyphs[i].id != id))
        i++;
    return i;
}

static void part(const struct text_font *face, const struct cluster *cl,
                 struct parting *p)
{
    size_t next = 0;

    for (size_t k = 0; k < p->points; k++) {
        p->owners[k] = own_glyph(face, cl, p, k);
        if (p->owners[k] < cl->count)
            p->owns[p->owners[k]] = true;
    }
    for (size_t k = 0; k < p->points; k++) {
        if (p->owners[k] < cl->count)
            continue;
        while (next < cl->count && p->owns[next])
            next++;
        if (next < cl->count)
            p->owns[next] = true;
        p->owners[k] = next < cl->count ? next : k > 0 ? p->owners[k - 1] : 0;
    }
}

/* The text of one glyph; of one without any that of the last code point. */
static struct cluster share_of(const struct cluster *cl, const struct parting *p,
                               size_t glyph)
{
    size_t first = 0, end;

    while (first + 1 < p->points && p->owners[first] != glyph)
        first++;
    for (end = first + 1; end < p->points && p->owners[end] == glyph;)
        end++;
    return (struct cluster){cl->text + p->starts[first],
                            p->starts[end] - p->starts[first], cl->glyphs + glyph, 1};
}

/* As shaping has them: what goes back and forth is taken for several words. */
static void show_glyphs(struct show *s, const struct cluster *cl)
{
    struct parting p = {.points = 0};
    bool known = cl->count > 1 && split(cl, &p);

    if (known)
        part(s->c->font->face, cl, &p);
    for (size_t i = 0; i < cl->count; i++) {
        struct cluster share = known ? share_of(cl, &p, i) : *cl;

        if (cl->glyphs[i].id == 0)
            continue; /* .notdef may not be shown (ISO 14289-1, 7.21.8) */
        show_code(s, &cl->glyphs[i],
                  pdf_font_code(s->c->font, cl->glyphs[i].id, share.text, share.len));
    }
}

static void show_cluster(struct show *s, const struct cluster *cl)
{
    struct pdf_code code;

    if (cl->count > 1) {
        say(s, cl);
        ready(s);
        show_glyphs(s, cl);
        said(s);
        return;
    }
    if (cl->glyphs->id == 0)
        return;
    code = pdf_font_code(s->c->font, cl->glyphs->id, cl->text, cl->len);
    if (!code.exact)
        say(s, cl);
    ready(s);
    show_code(s, cl->glyphs, code);
    if (!code.exact)
        said(s);
}

static struct cluster cluster_at(const struct layout_run *run, size_t at)
{
    const struct layout_glyph *g = &run->glyphs[at];
    struct cluster cl = {run->text + g->start, g->len, g, 1};

    while (at + cl.count < run->count && run->glyphs[at + cl.count].len == 0)
        cl.count++;
    return cl;
}

static void set_font(struct pdf_content *c, const struct layout_run *run)
{
    const struct pdf_font *font = pdf_fonts_use(c->fonts, run->font);

    if (c->font == font && c->size == run->size)
        return;
    c->font = font;
    c->size = run->size;
    buf_printf(&c->out, "/F%d ", font->number);
    pdf_content_length(c, run->size);
    buf_puts(&c->out, "Tf\n");
}

/* An invisible space as wide as the picture: the glyph that its text belongs to for
 * extractors that look at glyphs. A narrower one would leave gaps like those between
 * columns. */
static void show_space(struct pdf_content *c, const struct layout_run *run, int64_t x)
{
    const struct layout_glyph space = {
        .id = text_font_glyph(c->font->face, ' '), .start = 0, .len = 1};
    const struct layout_run at = {
        .font = c->font->face, .size = run->size, .x = (int32_t)x, .y = run->y};
    struct show s = {.c = c, .run = &at};
    struct pdf_code code = pdf_font_code(c->font, space.id, " ", 1);

    set_font(c, &at);
    move_to(c, &at);
    pdf_content_number(c, INT64_C(1000000000) / code.width); /* percent */
    buf_puts(&c->out, "Tz\n");
    show_code(&s, &space, code);
    close_array(&s);
    buf_puts(&c->out, "100 Tz\n");
    pdf_content_text_end(c);
}

/* A picture of one em, read as its text. */
static void place_colour_glyph(struct pdf_content *c, const struct layout_run *run,
                               const struct cluster *cl)
{
    int64_t x = (int64_t)run->x + cl->glyphs->x;
    int64_t y = (int64_t)c->height - run->y + cl->glyphs->dy;
    int64_t drop = (int64_t)run->size * EMOJI_DROP / 1000;
    const int64_t box[4] = {x, y - drop, run->size, run->size};
    struct show s = {.c = c, .run = run};
    uint32_t space = c->font ? text_font_glyph(c->font->face, ' ') : 0;

    say(&s, cl);
    pdf_content_place(c, pdf_images_glyph(c->images, run->font, cl->glyphs->id), box);
    if (space && text_font_advance(c->font->face, space) > 0)
        show_space(c, run, x);
    said(&s);
}

static void place_colour_run(struct pdf_content *c, const struct layout_run *run)
{
    pdf_content_text_end(c);
    for (size_t i = 0; i < run->count;) {
        struct cluster cl = cluster_at(run, i);

        if (cl.glyphs->id != 0)
            place_colour_glyph(c, run, &cl);
        i += cl.count;
    }
}

void pdf_content_run(struct pdf_content *c, const struct layout_run *run)
{
    struct show s = {.c = c, .run = run};

    if (run->count == 0 || run->size <= 0)
        return;
    if (run->font->colour) {
        place_colour_run(c, run);
        return;
    }
    pdf_content_fill(c, run->colour);
    set_font(c, run);
    move_to(c, run);
    for (size_t i = 0; i < run->count;) {
        struct cluster cl = cluster_at(run, i);

        show_cluster(&s, &cl);
        i += cl.count;
    }
    close_array(&s);
}
