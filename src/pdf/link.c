#include "pdf/link.h"

#include "pdf/marks.h"
#include "util/arena.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/path.h"
#include "util/str.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum { FLAG_PRINT = 4 }; /* of /F; PDF/A wants it set (ISO 19005-2, 6.3.2) */

static struct pdf_value *rect_of(struct pdf_values *v, const struct layout_box *box,
                                 const struct pdf_link_place *place)
{
    struct pdf_value *rect = pdf_array(v);
    int64_t top = (int64_t)place->height - box->y, left = (int64_t)place->left + box->x;

    pdf_array_add(rect, pdf_length(v, left));
    pdf_array_add(rect, pdf_length(v, top - box->height));
    pdf_array_add(rect, pdf_length(v, left + box->width));
    pdf_array_add(rect, pdf_length(v, top));
    return rect;
}

static struct pdf_value *no_border(struct pdf_values *v)
{
    struct pdf_value *border = pdf_array(v);

    for (int i = 0; i < 3; i++)
        pdf_array_add(border, pdf_integer(v, 0));
    return border;
}

static const char *note_words(struct arena *a, const struct doc_node *ref)
{
    return arena_printf(a,
                        doc_lang_is_korean(doc_node_lang(ref)) ? "각주 %d" : "Note %d",
                        ref->as.note_ref.number);
}

/* A link has a place on every line that it goes over, each with its words and address:
 * as much of the words as one may want to hear, and addresses that are longer in an
 * object of their own. */
enum { MOST_WORDS = 1000, LONG_ADDRESS = 250 }; /* bytes */

/* The words of a link; of one around a picture what stands for the picture. */
static const char *link_words(struct arena *a, const struct doc_node *n)
{
    const struct doc_node *image = doc_node_child(n, DOC_IMAGE);
    const char *words = doc_plain_head(a, n, MOST_WORDS);
    struct str trimmed = str_trim(str_of(words));

    if (unicode_is_blank(words) && image)
        return pdf_mark_alt(a, image);
    return arena_strndup(a, trimmed.s, trimmed.len);
}

/* What is said of the link: its words, else where it leads (ISO 14289-1, 7.18.5). */
static const char *words_of(struct arena *a, const struct layout_link *link)
{
    const struct doc_node *n = link->node;
    const char *words = "";

    if (n && n->kind == DOC_CARD)
        words = n->as.card.title;
    else if (n && n->kind == DOC_NOTE_REF)
        words = note_words(a, n);
    else if (n && n->kind == DOC_LINK)
        words = link_words(a, n);
    if (words && !unicode_is_blank(words))
        return words;
    if (link->url && *link->url)
        return link->url;
    return link->target && link->target->id ? link->target->id : "link";
}

bool pdf_link_leads(const struct layout_link *link)
{
    return (link->target && link->target->id) || (link->url && *link->url);
}

/* URIs are ASCII (ISO 32000-1, 12.6.4.7). */
static struct pdf_value *action(struct pdf_values *v, struct arena *a, const char *url)
{
    struct pdf_value *dict = pdf_dict(v);
    const char *encoded = path_percent_encode(a, url);

    pdf_dict_put(dict, "S", pdf_name(v, "URI"));
    pdf_dict_put(dict, "URI", pdf_string(v, encoded, strlen(encoded)));
    return dict;
}

/* Where the address is, or would go. */
static struct pdf_address *address_place(const struct pdf_links *l, const char *url)
{
    size_t at = hash_fnv1a(&url, sizeof url) & (l->cap - 1);

    while (l->list[at].url && l->list[at].url != url)
        at = (at + 1) & (l->cap - 1);
    return &l->list[at];
}

static void make_room(struct pdf_links *l)
{
    struct pdf_links more = {.count = l->count, .cap = l->cap ? l->cap * 2 : 64};

    if (l->count * 2 < l->cap)
        return;
    more.list = heap_zalloc(more.cap, sizeof *more.list);
    for (size_t i = 0; i < l->cap; i++)
        if (l->list[i].url)
            *address_place(&more, l->list[i].url) = l->list[i];
    heap_free(l->list);
    *l = more;
}

/* The action of a long address, written when it is met first. */
static struct pdf_value *shared_action(struct pdf_links *l, struct pdf_file *file,
                                       struct arena *a, const char *url)
{
    struct pdf_values *v = pdf_file_values(file);
    struct pdf_address *address;

    make_room(l);
    address = address_place(l, url);
    if (!address->url) {
        *address = (struct pdf_address){url, pdf_reserve(file)};
        l->count++;
        pdf_emit(file, address->id, action(v, a, url));
    }
    return pdf_ref(v, address->id);
}

void pdf_links_release(struct pdf_links *l)
{
    heap_free(l->list);
    *l = (struct pdf_links){0};
}

void pdf_link_emit(struct pdf_links *links, struct pdf_file *file,
                   struct pdf_outline *outline, const struct layout_link *link,
                   struct pdf_link_place place)
{
    struct pdf_values *v = pdf_file_values(file);
    struct arena scratch = {0};
    const char *words = words_of(&scratch, link);
    bool inside = link->target && link->target->id;
    bool is_long = !inside && strnlen(link->url, LONG_ADDRESS + 1) > LONG_ADDRESS;
    struct pdf_value *shared =
        is_long ? shared_action(links, file, &scratch, link->url) : NULL;
    struct pdf_value *dict = pdf_dict(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "Annot"));
    pdf_dict_put(dict, "Subtype", pdf_name(v, "Link"));
    pdf_dict_put(dict, "Rect", rect_of(v, &link->box, &place));
    pdf_dict_put(dict, "F", pdf_integer(v, FLAG_PRINT));
    pdf_dict_put(dict, "Border", no_border(v));
    pdf_dict_put(dict, "StructParent", pdf_integer(v, (int32_t)place.key));
    pdf_dict_put(dict, "Contents", pdf_text(v, words, utf8_head(words, MOST_WORDS)));
    if (inside) {
        pdf_outline_want(outline, link->target);
        pdf_dict_put(dict, "Dest", pdf_outline_name(v, link->target));
    } else {
        pdf_dict_put(dict, "A", shared ? shared : action(v, &scratch, link->url));
    }
    pdf_emit(file, place.id, dict);
    arena_release(&scratch);
}
