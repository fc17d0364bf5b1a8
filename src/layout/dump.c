#include "layout/layout.h"

#include "layout/paragraph.h"

static const char *const roles[] = {
    [LAYOUT_CONTENT] = "content",       [LAYOUT_TITLE] = "title",
    [LAYOUT_DETAIL] = "detail",         [LAYOUT_ADDRESS] = "address",
    [LAYOUT_LABEL] = "label",
    [LAYOUT_BACKGROUND] = "background", [LAYOUT_DECORATION] = "decoration",
    [LAYOUT_HEADER] = "header",         [LAYOUT_FOOTER] = "footer",
};

/* sp as pt with two decimals, by integers: the same on every machine. */
static void put_pt(FILE *out, int32_t sp)
{
    int64_t hundredths = (int64_t)sp * 100;

    hundredths = (hundredths + (hundredths < 0 ? -1 : 1) * (TEXT_SP_PER_PT / 2)) /
                 TEXT_SP_PER_PT;
    fprintf(out, " %s%lld.%02lld", hundredths < 0 ? "-" : "",
            (long long)(hundredths < 0 ? -hundredths : hundredths) / 100,
            (long long)(hundredths < 0 ? -hundredths : hundredths) % 100);
}

static void put_box(FILE *out, const struct layout_box *box)
{
    put_pt(out, box->x);
    put_pt(out, box->y);
    put_pt(out, box->width);
    put_pt(out, box->height);
}

static void put_colour(FILE *out, struct layout_colour c)
{
    fprintf(out, " #%02X%02X%02X", c.r, c.g, c.b);
}

static void put_text(FILE *out, const char *s, size_t len)
{
    fputs(" \"", out);
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '"' || s[i] == '\\')
            fputc('\\', out);
        fputc(s[i], out);
    }
    fputc('"', out);
}

/* `role kind line` of the node. */
static void put_owner(FILE *out, const struct layout_item *item)
{
    fprintf(out, " %s", roles[item->role]);
    if (item->node)
        fprintf(out, " %s:%d", doc_kind_name(item->node->kind), item->node->pos.line);
}

static void put_run(FILE *out, const struct layout_run *run)
{
    put_pt(out, run->x);
    put_pt(out, run->y);
    put_pt(out, run->width);
    fprintf(out, " %s", run->font ? run->font->name : "-");
    put_pt(out, run->size);
    put_colour(out, run->colour);
    put_text(out, run->text, run->text_len);
}

static void put_item(FILE *out, const struct layout_item *item)
{
    static const char *const kinds[] = {
        [LAYOUT_RUN] = "run",         [LAYOUT_RECT] = "rect",
        [LAYOUT_LINE] = "line",       [LAYOUT_FRAME] = "frame",
        [LAYOUT_POLYGON] = "polygon", [LAYOUT_IMAGE] = "image",
        [LAYOUT_LATE] = "late",
    };

    if (item->turned)
        fputs("turned ", out);
    fputs(kinds[item->kind], out);
    put_owner(out, item);
    switch (item->kind) {
    case LAYOUT_RUN:
        put_run(out, &item->as.run);
        break;
    case LAYOUT_RECT:
    case LAYOUT_FRAME:
        put_box(out, &item->as.rect.box);
        put_colour(out, item->as.rect.colour);
        break;
    case LAYOUT_LINE:
        put_pt(out, item->as.line.x);
        put_pt(out, item->as.line.y);
        put_pt(out, item->as.line.x2);
        put_pt(out, item->as.line.y2);
        put_pt(out, item->as.line.stroke);
        put_colour(out, item->as.line.colour);
        break;
    case LAYOUT_POLYGON:
        for (size_t i = 0; i < 2 * item->as.polygon.count; i++)
            put_pt(out, item->as.polygon.points[i]);
        put_colour(out, item->as.polygon.colour);
        break;
    case LAYOUT_IMAGE:
        put_box(out, &item->as.image.box);
        fprintf(out, " asset %d", item->as.image.asset);
        break;
    case LAYOUT_LATE:
        put_pt(out, item->as.late.x);
        put_pt(out, item->as.late.y);
        put_pt(out, item->as.late.width);
        fprintf(out, " slot %d", item->as.late.slot);
        break;
    }
    fputc('\n', out);
}

void layout_dump(const struct layout_page *page, FILE *out)
{
    fprintf(out, "page %d \"%s\"", page->number, page->label);
    put_pt(out, page->width);
    put_pt(out, page->height);
    fputc('\n', out);
    for (size_t i = 0; i < page->dest_count; i++) {
        fprintf(out, "dest %s %s:%d",
                page->dests[i].node->id ? page->dests[i].node->id : "-",
                doc_kind_name(page->dests[i].node->kind),
                page->dests[i].node->pos.line);
        put_pt(out, page->dests[i].y);
        fputc('\n', out);
    }
    for (size_t i = 0; i < page->item_count; i++)
        put_item(out, &page->items[i]);
    for (size_t i = 0; i < page->link_count; i++) {
        const struct layout_link *link = &page->links[i];

        fprintf(out, "link %s:%d", doc_kind_name(link->node->kind),
                link->node->pos.line);
        put_box(out, &link->box);
        fprintf(out, " %s%s\n", link->target ? "#" : "",
                link->target ? (link->target->id ? link->target->id : "-")
                             : (link->url ? link->url : ""));
    }
}

void layout_dump_late(int slot, const struct layout_line *line, FILE *out)
{
    fprintf(out, "slot %d\n", slot);
    for (size_t i = 0; i < line->item_count; i++)
        put_item(out, &line->items[i]);
}
