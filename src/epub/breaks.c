#include "epub/breaks.h"

#include "epub/xml.h"
#include "util/hash.h"

static uint32_t *slot_of(const struct epub_breaks *b, const struct doc_node *n)
{
    size_t slot = hash_fnv1a(&n, sizeof n) & (b->slot_count - 1);

    while (b->slots[slot] && b->list[b->slots[slot] - 1].node != n)
        slot = (slot + 1) & (b->slot_count - 1);
    return &b->slots[slot];
}

struct epub_breaks *epub_breaks_new(const struct doc_pagemap *pages, struct arena *a)
{
    struct epub_breaks *b = arena_new(a, struct epub_breaks);

    *b = (struct epub_breaks){.slot_count = 16};
    while (b->slot_count < pages->break_count * 2)
        b->slot_count *= 2;
    b->list = arena_array(a, struct epub_break, pages->break_count + 1);
    b->slots = arena_array(a, uint32_t, b->slot_count);
    for (size_t i = 0; i < pages->break_count; i++) {
        const struct doc_page_break *from = &pages->breaks[i];
        uint32_t *slot = slot_of(b, from->node);

        b->list[b->count++] =
            (struct epub_break){from->node, from->skip, from->page, NULL};
        if (!*slot)
            *slot = (uint32_t)b->count;
    }
    return b;
}

struct epub_break_cursor epub_breaks_in(const struct epub_page *p,
                                        const struct doc_node *n)
{
    const struct epub_breaks *b = p->book->breaks;
    struct epub_break_cursor at = {0};
    uint32_t first = b ? *slot_of(b, n) : 0;

    if (!first)
        return at;
    at.next = &b->list[first - 1];
    while (first - 1 + at.left < b->count && at.next[at.left].node == n)
        at.left++;
    return at;
}

/* EPUB Accessibility 1.1: every page of the list is marked where it begins. */
static void put_mark(struct epub_page *p, struct epub_break_cursor *at)
{
    buf_printf(p->out,
               "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-%d\" "
               "aria-label=\"%d\"></span>",
               at->next->page, at->next->page);
    at->next->file = p->file;
    at->next++;
    at->left--;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool continues_character(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static void put_piece(struct buf *out, struct str piece)
{
    struct buf text = {0};

    if (piece.len == 0)
        return;
    buf_add(&text, piece.s, piece.len);
    epub_xml_text(out, buf_str(&text));
    buf_release(&text);
}

void epub_put_broken(struct epub_page *p, struct epub_break_cursor *at, struct str text)
{
    size_t done = 0;

    for (size_t i = 0; at->left && i < text.len; i++) {
        if (is_blank(text.s[i]))
            continue;
        if (at->seen++ < at->next->skip || continues_character(text.s[i]))
            continue;
        put_piece(p->out, (struct str){text.s + done, i - done});
        done = i;
        while (at->left && at->seen > at->next->skip)
            put_mark(p, at);
    }
    put_piece(p->out, str_skip(text, done));
}

void epub_put_breaks(struct epub_page *p, const struct doc_node *n)
{
    struct epub_break_cursor at = epub_breaks_in(p, n);

    while (at.left)
        put_mark(p, &at);
}
