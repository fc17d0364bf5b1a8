#ifndef LAYOUT_SLOT_H
#define LAYOUT_SLOT_H

#include "layout/layout.h"
#include "layout/paragraph.h"

/*
 * Page numbers that are not known yet: contents and references name pages further on. A
 * slot is room on a page, as wide as the largest number is thought to be; its page goes
 * out at once and what stands in the slot is handed over at the end, in smaller type
 * should it be wider after all. A zeroed struct is empty.
 */
struct layout_slots {
    struct layout_slot_entry *list;
    size_t count, cap;
    struct layout_slot_target
        *targets; /* hash table: what is asked for, and its page */
    size_t target_count, target_cap;
    int digits; /* of the largest page number there may be; 0: three */
};

/* What a slot says: "before", the number, "after". All borrowed until the resolve. */
struct layout_slot {
    const struct doc_node *target; /* with an id */
    const char *before, *after;
    struct layout_para_style style;
    int32_t width; /* 0: as wide as the largest number, which stands
                      in the middle */
    bool right;    /* set right */
};

/* One line that says the page of the target, or keeps room for it. `label` names its
 * owner; its text is not looked at. */
struct layout_line layout_slot_line(const struct layout_tools *tools,
                                    const struct layout_slot *slot,
                                    struct layout_label label, struct arena *a);

/* `node` begins on `page`. */
void layout_slots_found(struct layout_slots *s, const struct doc_node *node, int page);

/* Hands over what stands in each slot. */
void layout_slots_resolve(struct layout_slots *s, const struct layout_tools *tools,
                          struct layout_sink sink);
void layout_slots_release(struct layout_slots *s);

#endif
