#include "layout/slot.h"

#include "util/heap.h"

#include <string.h>

struct layout_slot_entry {
    struct layout_slot slot;
    enum layout_role role;
    const struct doc_node *node;
};

struct layout_slot_target {
    const struct doc_node *node; /* NULL: free */
    int page;                    /* 0: not known yet */
};

static size_t hash_of(const struct doc_node *node)
{
    uint64_t h = (uint64_t)(uintptr_t)node;

    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCDu;
    return (size_t)(h ^ h >> 29);
}

/* The target's place in the table, or the free one it would take. */
static struct layout_slot_target *find(const struct layout_slots *s,
                                       const struct doc_node *node)
{
    size_t i = hash_of(node) & (s->target_cap - 1);

    while (s->targets[i].node && s->targets[i].node != node)
        i = (i + 1) & (s->target_cap - 1);
    return &s->targets[i];
}

static void widen(struct layout_slots *s)
{
    struct layout_slot_target *old = s->targets;
    size_t count = s->target_cap;

    s->target_cap = count ? 2 * count : 64;
    s->targets = heap_zalloc(s->target_cap, sizeof(*s->targets));
    for (size_t i = 0; i < count; i++)
        if (old[i].node)
            *find(s, old[i].node) = old[i];
    heap_free(old);
}

static struct layout_slot_target *want(struct layout_slots *s,
                                       const struct doc_node *node)
{
    struct layout_slot_target *target;

    if (2 * s->target_count >= s->target_cap)
        widen(s);
    target = find(s, node);
    s->target_count += !target->node;
    target->node = node;
    return target;
}

void layout_slots_found(struct layout_slots *s, const struct doc_node *node, int page)
{
    struct layout_slot_target *target = want(s, node);

    if (!target->page)
        target->page = page;
}

static struct layout_line say(const struct layout_tools *tools,
                              const struct layout_slot *slot, const char *number,
                              struct layout_label label, struct arena *a)
{
    struct layout_para_style style = slot->style;

    style.tabular = true;
    label.text = arena_printf(a, "%s%s%s", slot->before, number, slot->after);
    return layout_line_plain(tools, &style, label, a);
}

static void shift(struct layout_line *line, int32_t dx, struct arena *a)
{
    struct layout_item *items = arena_array(a, struct layout_item, line->item_count);

    memcpy(items, line->items, line->item_count * sizeof(*items));
    for (size_t i = 0; i < line->item_count; i++)
        layout_item_move(&items[i], dx, 0, a);
    line->items = items;
}

/* Puts a line into the slot's width. */
static struct layout_line placed(struct layout_line line, int32_t width, bool right,
                                 struct arena *a)
{
    int32_t rest = width - line.width;

    if (width == 0)
        return line;
    if (line.item_count > 0)
        shift(&line, right ? rest : rest / 2, a);
    line.width = width;
    return line;
}

/* The number in its slot, in smaller type when it is wider than was thought. */
static struct layout_line say_within(const struct layout_tools *tools,
                                     struct layout_slot slot, int page,
                                     struct layout_label label, struct arena *a)
{
    const char *number = page ? arena_printf(a, "%d", page) : "";
    struct layout_line line = say(tools, &slot, number, label, a);

    if (line.width > slot.width) {
        slot.style.look.size =
            (int32_t)((int64_t)slot.style.look.size * slot.width / line.width);
        line = say(tools, &slot, number, label, a);
    }
    return placed(line, slot.width, slot.right, a);
}

struct layout_line layout_slot_line(const struct layout_tools *tools,
                                    const struct layout_slot *slot,
                                    struct layout_label label, struct arena *a)
{
    struct layout_slots *s = tools->slots;
    struct layout_slot_target *target = want(s, slot->target);
    struct layout_item *item = arena_new(a, struct layout_item);
    struct layout_line line = {.items = item, .item_count = 1, .last = true};
    struct layout_slot_entry *entry;

    if (target->page)
        return placed(say(tools, slot, arena_printf(a, "%d", target->page), label, a),
                      slot->width, slot->right, a);
    if (s->count == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 64;
        s->list = heap_resize(s->list, s->cap, sizeof(*s->list));
    }
    entry = &s->list[s->count];
    *entry = (struct layout_slot_entry){*slot, label.role, label.node};
    if (!slot->width)
        entry->slot.width =
            say(tools, slot, "00000000" + 8 - (s->digits ? s->digits : 3), label, a)
                .width;
    line.width = entry->slot.width;
    *item = (struct layout_item){
        .kind = LAYOUT_LATE, .role = label.role, .node = label.node};
    item->as.late.width = line.width;
    item->as.late.size = slot->style.look.size;
    item->as.late.slot = (int)s->count++;
    return line;
}

void layout_slots_resolve(struct layout_slots *s, const struct layout_tools *tools,
                          struct layout_sink sink)
{
    struct arena arena = {0};

    for (size_t i = 0; sink.late && i < s->count; i++) {
        const struct layout_slot_entry *e = &s->list[i];
        struct arena_mark mark = arena_mark(&arena);
        struct layout_line line =
            say_within(tools, e->slot, find(s, e->slot.target)->page,
                       (struct layout_label){"", e->node, e->role}, &arena);

        sink.late(sink.user, (int)i, &line);
        arena_rewind(&arena, mark);
    }
    arena_release(&arena);
}

void layout_slots_release(struct layout_slots *s)
{
    heap_free(s->list);
    heap_free(s->targets);
    *s = (struct layout_slots){0};
}
