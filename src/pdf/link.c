#include "pdf/link.h"

#include "pdf/marks.h"
#include "util/arena.h"
#include "util/path.h"
#include "util/str.h"

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
    return arena_printf(
        a, doc_lang_is_korean(doc_node_lang(ref)) ? "각주 %d" : "Note %d",
        ref->as.note_ref.number);
}

/* The words of a link; of one around a picture what stands for the picture. */
static const char *link_words(struct arena *a, const struct doc_node *n)
{
    const struct doc_node *image = doc_node_child(n, DOC_IMAGE);
    struct str words = str_trim(str_of(doc_plain_text(a, n)));

    if (words.len == 0 && image)
        return pdf_mark_alt(a, image);
    return arena_strndup(a, words.len ? words.s : "", words.len);
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
    if (words && str_trim(str_of(words)).len)
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

void pdf_link_emit(struct pdf_file *file, struct pdf_outline *outline,
                   const struct layout_link *link, struct pdf_link_place place)
{
    struct pdf_values *v = pdf_file_values(file);
    struct pdf_value *dict = pdf_dict(v);
    struct arena scratch = {0};
    const char *words = words_of(&scratch, link);

    pdf_dict_put(dict, "Type", pdf_name(v, "Annot"));
    pdf_dict_put(dict, "Subtype", pdf_name(v, "Link"));
    pdf_dict_put(dict, "Rect", rect_of(v, &link->box, &place));
    pdf_dict_put(dict, "F", pdf_integer(v, FLAG_PRINT));
    pdf_dict_put(dict, "Border", no_border(v));
    pdf_dict_put(dict, "StructParent", pdf_integer(v, (int32_t)place.key));
    pdf_dict_put(dict, "Contents", pdf_text(v, words, strlen(words)));
    if (link->target && link->target->id) {
        pdf_outline_want(outline, link->target);
        pdf_dict_put(dict, "Dest", pdf_outline_name(v, link->target));
    } else {
        pdf_dict_put(dict, "A", action(v, &scratch, link->url));
    }
    pdf_emit(file, place.id, dict);
    arena_release(&scratch);
}
