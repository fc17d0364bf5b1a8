#include "pdf/content.h"

#include "pdf/codes.h"
#include "pdf/number.h"
#include "util/heap.h"

#include <string.h>

/* Distance of the control points of a quarter circle from its ends, 1/1000 of the
 * radius. */
#define ARC 552

void pdf_content_number(struct pdf_content *c, int64_t thousandths)
{
    pdf_number_put(&c->out, thousandths);
    buf_putc(&c->out, ' ');
}

void pdf_content_length(struct pdf_content *c, int64_t sp)
{
    pdf_content_number(c, pdf_number_of_sp(sp));
}

static void put_point(struct pdf_content *c, int64_t x, int64_t y)
{
    pdf_content_length(c, x);
    pdf_content_length(c, c->height - y);
}

/* `r g b` as shares of 1; one number when they are equal. Returns false for grey. */
static bool put_colour(struct pdf_content *c, struct layout_colour colour)
{
    const uint8_t part[] = {colour.r, colour.g, colour.b};
    bool grey = colour.r == colour.g && colour.g == colour.b;

    for (int i = 0; i < (grey ? 1 : 3); i++)
        pdf_content_number(c, (part[i] * 1000 + 127) / 255);
    return !grey;
}

static int32_t packed(struct layout_colour colour)
{
    return colour.r << 16 | colour.g << 8 | colour.b;
}

void pdf_content_fill(struct pdf_content *c, struct layout_colour colour)
{
    if (c->fill == packed(colour))
        return;
    c->fill = packed(colour);
    buf_puts(&c->out, put_colour(c, colour) ? "rg\n" : "g\n");
}

static void set_stroke(struct pdf_content *c, struct layout_colour colour,
                       int32_t width)
{
    if (c->stroke != packed(colour)) {
        c->stroke = packed(colour);
        buf_puts(&c->out, put_colour(c, colour) ? "RG\n" : "G\n");
    }
    if (c->stroke_width != width) {
        c->stroke_width = width;
        pdf_content_length(c, width);
        buf_puts(&c->out, "w\n");
    }
}

static void set_dash(struct pdf_content *c, int32_t dash)
{
    if (c->dash == dash)
        return;
    c->dash = dash;
    buf_putc(&c->out, '[');
    if (dash)
        pdf_content_length(c, dash);
    buf_puts(&c->out, "] 0 d\n");
}

void pdf_content_text_end(struct pdf_content *c)
{
    if (c->in_text)
        buf_puts(&c->out, "ET\n");
    c->in_text = false;
}

/* Marked content: what is read and what is not (ISO 32000-1, 14.8.2.2) */

static const char *const artifact_marks[] = {
    [LAYOUT_CONTENT] = "/Artifact <</Type /Layout>> BDC\n",
    [LAYOUT_BACKGROUND] = "/Artifact <</Type /Layout>> BDC\n",
    [LAYOUT_DECORATION] = "/Artifact <</Type /Layout>> BDC\n",
    [LAYOUT_HEADER] =
        "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC\n",
    [LAYOUT_FOOTER] =
        "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC\n",
};

static void mark_end(struct pdf_content *c)
{
    if (!c->marked)
        return;
    pdf_content_text_end(c);
    buf_puts(&c->out, "EMC\n");
    c->marked = false;
}

static void mark_artifact(struct pdf_content *c, enum layout_role role)
{
    if (c->marked && !c->tagged && c->role == role)
        return;
    if (c->marked && c->tagged)
        pdf_marks_end(c->marks);
    mark_end(c);
    pdf_content_text_end(c);
    buf_puts(&c->out, artifact_marks[role]);
    c->marked = true;
    c->tagged = false;
    c->role = role;
}

/* `/P <</MCID 5`, to be followed by `>> BDC` */
static void mark_begin(struct pdf_content *c, const char *tag, uint32_t mcid)
{
    c->mark_start = c->out.len;
    c->marked = c->tagged = true;
    c->mcid = mcid;
    buf_putc(&c->out, '/');
    buf_puts(&c->out, tag);
    buf_puts(&c->out, " <</MCID ");
    pdf_number_put_count(&c->out, mcid);
}

static void mark_tagged(struct pdf_content *c, uint32_t mcid)
{
    mark_begin(c, c->tag, mcid);
    buf_puts(&c->out, ">> BDC\n");
    c->mark_end = c->out.len;
}

static void mark(struct pdf_content *c, const struct layout_item *item)
{
    struct pdf_tag tag = {0};

    c->interrupted = false;
    if (layout_role_is_artifact(item->role)) {
        mark_artifact(c, item->role);
    } else if (!c->marks) {
        mark_end(c);
    } else if (!pdf_marks_item(c->marks, item, &tag)) {
        mark_artifact(c, LAYOUT_CONTENT);
    } else if (!c->marked || !c->tagged || c->mcid != tag.mcid) {
        mark_end(c);
        pdf_content_text_end(c);
        c->tag = tag.name;
        mark_tagged(c, tag.mcid);
    }
}

void pdf_content_say(struct pdf_content *c, const char *text, size_t len)
{
    pdf_content_resume(c);
    if (c->marked && c->tagged) {
        pdf_content_text_end(c);
        if (c->out.len == c->mark_end) { /* nothing in it: its number will do */
            buf_truncate(&c->out, c->mark_start);
        } else {
            buf_puts(&c->out, "EMC\n");
            c->mcid = pdf_marks_again(c->marks);
        }
        mark_begin(c, "Span", c->mcid);
        buf_puts(&c->out, " /ActualText <FEFF");
    } else {
        buf_puts(&c->out, "/Span <</ActualText <FEFF");
    }
    pdf_font_unicode_put(&c->out, text, len);
    buf_puts(&c->out, ">>> BDC\n");
}

void pdf_content_said(struct pdf_content *c)
{
    if (c->marked && c->tagged) {
        mark_end(c);
        pdf_marks_end(c->marks);
        c->interrupted = true;
    } else {
        buf_puts(&c->out, "EMC\n");
    }
}

void pdf_content_resume(struct pdf_content *c)
{
    if (!c->interrupted)
        return;
    c->interrupted = false;
    mark_tagged(c, pdf_marks_again(c->marks));
}

/* Items */

static void paint_run(struct pdf_content *c, const struct layout_item *item)
{
    if (item->role == LAYOUT_DECORATION && !item->as.run.font->colour)
        pdf_content_trace(c, &item->as.run);
    else
        pdf_content_run(c, &item->as.run);
}

static void put_box(struct pdf_content *c, const struct layout_box *box)
{
    put_point(c, box->x, (int64_t)box->y + box->height);
    pdf_content_length(c, box->width);
    pdf_content_length(c, box->height);
    buf_puts(&c->out, "re ");
}

static void paint_rect(struct pdf_content *c, const struct layout_item *item)
{
    pdf_content_text_end(c);
    pdf_content_fill(c, item->as.rect.colour);
    put_box(c, &item->as.rect.box);
    buf_puts(&c->out, "f\n");
}

static void paint_line(struct pdf_content *c, const struct layout_item *item)
{
    pdf_content_text_end(c);
    set_stroke(c, item->as.line.colour, item->as.line.stroke);
    set_dash(c, item->as.line.dash);
    put_point(c, item->as.line.x, item->as.line.y);
    buf_puts(&c->out, "m ");
    put_point(c, item->as.line.x2, item->as.line.y2);
    buf_puts(&c->out, "l S\n");
}

/* A side, then the quarter circle that turns into the next one. */
static void put_corner(struct pdf_content *c, const int64_t from[2],
                       const int64_t corner[2], const int64_t to[2])
{
    put_point(c, from[0], from[1]);
    buf_puts(&c->out, "l ");
    for (int end = 0; end < 2; end++) {
        const int64_t *p = end ? to : from;

        put_point(c, p[0] + (corner[0] - p[0]) * ARC / 1000,
                  p[1] + (corner[1] - p[1]) * ARC / 1000);
    }
    put_point(c, to[0], to[1]);
    buf_puts(&c->out, "c ");
}

static void put_round_box(struct pdf_content *c, const struct layout_box *box,
                          int64_t r)
{
    int64_t left = box->x, right = left + box->width;
    int64_t top = box->y, bottom = top + box->height;
    const int64_t turns[4][3][2] = {
        {{right - r, top}, {right, top}, {right, top + r}},
        {{right, bottom - r}, {right, bottom}, {right - r, bottom}},
        {{left + r, bottom}, {left, bottom}, {left, bottom - r}},
        {{left, top + r}, {left, top}, {left + r, top}},
    };

    put_point(c, left + r, top);
    buf_puts(&c->out, "m ");
    for (int i = 0; i < 4; i++)
        put_corner(c, turns[i][0], turns[i][1], turns[i][2]);
    buf_puts(&c->out, "h ");
}

static void paint_frame(struct pdf_content *c, const struct layout_item *item)
{
    const struct layout_box *box = &item->as.rect.box;

    pdf_content_text_end(c);
    set_stroke(c, item->as.rect.colour, item->as.rect.stroke);
    set_dash(c, 0);
    if (item->as.rect.radius > 0)
        put_round_box(c, box, item->as.rect.radius);
    else
        put_box(c, box);
    buf_puts(&c->out, "S\n");
}

static void paint_polygon(struct pdf_content *c, const struct layout_item *item)
{
    const int32_t *p = item->as.polygon.points;

    if (item->as.polygon.count < 3)
        return;
    pdf_content_text_end(c);
    pdf_content_fill(c, item->as.polygon.colour);
    for (size_t i = 0; i < item->as.polygon.count; i++) {
        put_point(c, p[2 * i], p[2 * i + 1]);
        buf_puts(&c->out, i == 0 ? "m " : "l ");
    }
    buf_puts(&c->out, "f\n");
}

static void paint_image(struct pdf_content *c, const struct layout_item *item)
{
    const struct layout_box *box = &item->as.image.box;
    const int64_t place[4] = {box->x, (int64_t)c->height - box->y - box->height,
                              box->width, box->height};

    pdf_content_text_end(c);
    pdf_content_place(
        c,
        pdf_images_asset(c->images, item->as.image.asset,
                         item->node ? item->node->pos : (struct diag_pos){0}),
        place);
}

static void use(bool **used, int *cap, int number)
{
    if (number >= *cap) {
        int grown = number + 16;

        *used = heap_resize(*used, (size_t)grown, sizeof **used);
        memset(*used + *cap, 0, (size_t)(grown - *cap) * sizeof **used);
        *cap = grown;
    }
    (*used)[number] = true;
}

/*
 * The unit square onto the box, turned and mirrored as EXIF numbers it: the side of the
 * box that each axis of the stored picture runs along, and from which end.
 */
static void put_matrix(struct pdf_content *c, int orientation, const int64_t box[4])
{
    static const struct {
        bool crossed; /* the picture's rows are columns on the page */
        bool x_back, y_back;
    } turns[] = {
        [1] = {false, false, false}, [2] = {false, true, false},
        [3] = {false, true, true},   [4] = {false, false, true},
        [5] = {true, true, true},    [6] = {true, false, true},
        [7] = {true, false, false},  [8] = {true, true, false},
    };
    bool crossed = turns[orientation].crossed;
    int64_t x = turns[orientation].x_back ? -box[2] : box[2];
    int64_t y = turns[orientation].y_back ? -box[3] : box[3];

    pdf_content_length(c, crossed ? 0 : x);
    pdf_content_length(c, crossed ? y : 0);
    pdf_content_length(c, crossed ? x : 0);
    pdf_content_length(c, crossed ? 0 : y);
    pdf_content_length(c, x < 0 ? box[0] + box[2] : box[0]);
    pdf_content_length(c, y < 0 ? box[1] + box[3] : box[1]);
}

void pdf_content_place(struct pdf_content *c, int number, const int64_t box[4])
{
    if (number < 0)
        return;
    use(&c->image_used, &c->image_cap, number);
    buf_puts(&c->out, "q ");
    put_matrix(c, pdf_images_orientation(c->images, number), box);
    buf_printf(&c->out, "cm /I%d Do Q\n", number);
}

/* Room for what is painted when the number is known. */
static void paint_late(struct pdf_content *c, const struct layout_item *item)
{
    if (c->slot_count == c->slot_cap) {
        c->slot_cap = c->slot_cap ? 2 * c->slot_cap : 16;
        c->slots = heap_resize(c->slots, c->slot_cap, sizeof *c->slots);
    }
    pdf_content_text_end(c);
    buf_puts(&c->out, "q 1 0 0 1 ");
    put_point(c, item->as.late.x, item->as.late.y);
    buf_puts(&c->out, "cm\n");
    c->slots[c->slot_count++] = (struct pdf_slot){item->as.late.slot, c->out.len};
    buf_puts(&c->out, "Q\n");
}

static void (*const painters[])(struct pdf_content *, const struct layout_item *) = {
    [LAYOUT_RUN] = paint_run,         [LAYOUT_RECT] = paint_rect,
    [LAYOUT_LINE] = paint_line,       [LAYOUT_FRAME] = paint_frame,
    [LAYOUT_POLYGON] = paint_polygon, [LAYOUT_IMAGE] = paint_image,
    [LAYOUT_LATE] = paint_late,
};

/* What the viewer knows is forgotten where a state was saved or restored. */
static void forget(struct pdf_content *c)
{
    c->font = NULL;
    c->size = c->rise = c->dash = 0;
    c->stroke_width = -1;
    c->fill = c->stroke = -1;
}

/* Turns the page a quarter clockwise under the pen, or back. */
static void turn(struct pdf_content *c)
{
    int32_t width = c->width;

    if (c->marked && c->tagged)
        pdf_marks_end(c->marks);
    mark_end(c);
    pdf_content_text_end(c);
    c->turned = !c->turned;
    if (c->turned) {
        buf_puts(&c->out, "q 0 1 -1 0 ");
        pdf_content_length(c, width);
        buf_puts(&c->out, "0 cm\n");
    } else {
        buf_puts(&c->out, "Q\n");
    }
    c->width = c->height;
    c->height = width;
    forget(c);
}

void pdf_content_begin(struct pdf_content *c, int32_t width, int32_t height)
{
    buf_clear(&c->out);
    c->width = width;
    c->height = height;
    if (c->font_used)
        memset(c->font_used, 0, (size_t)c->font_cap * sizeof *c->font_used);
    if (c->image_used)
        memset(c->image_used, 0, (size_t)c->image_cap * sizeof *c->image_used);
    forget(c);
    c->slot_count = 0;
    c->in_text = c->marked = c->interrupted = c->turned = false;
}

void pdf_content_item(struct pdf_content *c, const struct layout_item *item)
{
    if (item->turned != c->turned)
        turn(c);
    mark(c, item);
    painters[item->kind](c, item);
    if (item->kind == LAYOUT_RUN && c->font)
        use(&c->font_used, &c->font_cap, c->font->number);
}

void pdf_content_end(struct pdf_content *c)
{
    mark_end(c);
    pdf_content_text_end(c);
    if (c->turned)
        turn(c);
}

void pdf_content_release(struct pdf_content *c)
{
    buf_release(&c->out);
    heap_free(c->font_used);
    heap_free(c->image_used);
    heap_free(c->slots);
    *c = (struct pdf_content){0};
}
