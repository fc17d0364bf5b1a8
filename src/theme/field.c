#include "theme/field.h"

#include "theme/theme.h"

#define AT(member)       offsetof(struct theme, member)
#define IN_STYLE(member) offsetof(struct theme_style, member)
#define LENGTH(key, member)                    \
    {                                          \
        key, THEME_FIELD_LENGTH, AT(member), 0 \
    }
#define LENGTH_AT(key, member, index)              \
    {                                              \
        key, THEME_FIELD_LENGTH, AT(member), index \
    }
#define SHARE(key, member)                    \
    {                                         \
        key, THEME_FIELD_SHARE, AT(member), 0 \
    }
#define SHARE_AT(key, member, index)              \
    {                                             \
        key, THEME_FIELD_SHARE, AT(member), index \
    }
#define COLOUR(key)                                 \
    {                                               \
#key, THEME_FIELD_COLOUR, AT(colour.key), 0 \
    }
#define CALLOUT(key, n)                                          \
    {key, THEME_FIELD_COLOUR, AT(callout.types[n].ink), 1},      \
        {key, THEME_FIELD_COLOUR, AT(callout.types[n].tint), 2}, \
    {                                                            \
        key, THEME_FIELD_LENGTH, AT(callout.types[n].rule), 3    \
    }

const struct theme_field theme_style_fields[] = {
    {"size", THEME_FIELD_SIZE, IN_STYLE(size), 0},
    {"family", THEME_FIELD_FAMILY, IN_STYLE(family), 0},
    {"bold", THEME_FIELD_FLAG, IN_STYLE(bold), 0},
    {"leading", THEME_FIELD_LENGTH, IN_STYLE(leading), 0},
    {"colour", THEME_FIELD_COLOUR, IN_STYLE(colour), 0},
    {"align", THEME_FIELD_ALIGN, IN_STYLE(align), 0},
    {"breaks", THEME_FIELD_BREAKS, IN_STYLE(breaks), 0},
    {"syllable_penalty", THEME_FIELD_NUMBER, IN_STYLE(syllable_penalty), 0},
    {"balance", THEME_FIELD_FLAG, IN_STYLE(balance), 0},
    {"tracking", THEME_FIELD_LENGTH, IN_STYLE(tracking), 0},
    {"hang", THEME_FIELD_SHARE, IN_STYLE(hang), 0},
    {"indent", THEME_FIELD_LENGTH, IN_STYLE(indent), 0},
    {"before", THEME_FIELD_LENGTH, IN_STYLE(before), 0},
    {"after", THEME_FIELD_LENGTH, IN_STYLE(after), 0},
};
const size_t theme_style_field_count =
    sizeof(theme_style_fields) / sizeof(*theme_style_fields);

static const struct theme_field page_fields[] = {
    {"a4", THEME_FIELD_PAGE, 0, 0},   {"sinkuk", THEME_FIELD_PAGE, 0, 0},
    {"a5", THEME_FIELD_PAGE, 0, 0},   {"b6", THEME_FIELD_PAGE, 0, 0},
    {"wide", THEME_FIELD_PAGE, 0, 0}, {"narrow", THEME_FIELD_PAGE, 0, 0},
};

/* Read with the page, whose position they decide. */
static const struct theme_field margins_fields[] = {
    {"mirror", THEME_FIELD_PAGE, 0, 0},
    {"head", THEME_FIELD_PAGE, 0, 0},
    {"foot", THEME_FIELD_PAGE, 0, 0},
};

static const struct theme_field article_fields[] = {
    {"recto", THEME_FIELD_FLAG, AT(start_recto), 0},
};

static const struct theme_field references_fields[] = {
    {"links", THEME_FIELD_LINKS, AT(links), 0},
    {"pages", THEME_FIELD_FLAG, AT(print_pages), 0},
};

static const struct theme_field cover_fields[] = {
    {"white", THEME_FIELD_FLAG, AT(cover_white), 0},
};

static const struct theme_field colour_fields[] = {
    COLOUR(ink),       COLOUR(ink2),    COLOUR(ink3),      COLOUR(accent), COLOUR(rule),
    COLOUR(hair),      COLOUR(code),    COLOUR(hl),        COLOUR(add),    COLOUR(del),
    COLOUR(add_ink),   COLOUR(del_ink), COLOUR(error_ink), COLOUR(bar),    COLOUR(mark),
    COLOUR(mark_line), COLOUR(quote),  COLOUR(add_bar),   COLOUR(del_bar),
};

static const struct theme_field title_fields[] = {
    {"size_book", THEME_FIELD_PAGE, 0, 0},
    LENGTH("rule", title.rule),
    LENGTH("drop", title.drop),
    LENGTH("drop_book", title.drop_book),
    LENGTH("after", title.after),
};

#define NUMBERS(index)                                                         \
    {                                                                          \
        "numbers", THEME_FIELD_NUMBERING, AT(list.numbers[(index)-1]), (index) \
    }
#define BULLETS(index)                                                      \
    {                                                                       \
        "bullets", THEME_FIELD_STRING, AT(list.bullets[(index)-1]), (index) \
    }
static const struct theme_field list_fields[] = {
    LENGTH("indent", list.indent),
    LENGTH("before", list.before),
    LENGTH("after", list.after),
    LENGTH("item_gap", list.item_gap),
    LENGTH("bullet_at", list.bullet_at),
    LENGTH("number_end", list.number_end),
    LENGTH("number_gap", list.number_gap),
    LENGTH("narrow", list.narrow),
    LENGTH("box", list.box),
    BULLETS(1),
    BULLETS(2),
    BULLETS(3),
    BULLETS(4),
    NUMBERS(1),
    NUMBERS(2),
    NUMBERS(3),
    NUMBERS(4),
};

static const struct theme_field quote_fields[] = {
    LENGTH("inset", quote.indent),
    LENGTH("rule", quote.rule),
    LENGTH("rule_at", quote.rule_at),
};

static const struct theme_field callout_fields[] = {
    LENGTH_AT("pad", callout.pad_top, 1),
    LENGTH_AT("pad", callout.pad_right, 2),
    LENGTH_AT("pad", callout.pad_bottom, 3),
    LENGTH_AT("pad", callout.pad_left, 4),
    LENGTH("title_gap", callout.title_gap),
    LENGTH("gap", callout.gap),
    LENGTH("label_gap", callout.label_gap),
    CALLOUT("note", THEME_NOTE),
    CALLOUT("info", THEME_INFO),
    CALLOUT("tip", THEME_TIP),
    CALLOUT("important", THEME_IMPORTANT),
    CALLOUT("warning", THEME_WARNING),
    CALLOUT("caution", THEME_CAUTION),
    CALLOUT("details", THEME_DETAILS),
};

static const struct theme_field code_fields[] = {
    LENGTH_AT("pad", code.pad_y, 1),
    LENGTH_AT("pad", code.pad_x, 2),
    LENGTH("bar", code.bar),
    LENGTH("bar_rule", code.bar_rule),
    LENGTH("rule", code.rule),
    LENGTH("inner_rule", code.inner_rule),
    LENGTH("gutter", code.gutter),
    LENGTH("numbers", code.numbers),
    LENGTH("sign_at", code.sign_at),
    LENGTH("mark", code.mark),
    {"wrap", THEME_FIELD_STRING, AT(code.wrap), 0},
    {"tab", THEME_FIELD_NUMBER, AT(code.tab), 0},
    {"keep", THEME_FIELD_NUMBER, AT(code.keep), 0},
};

static const struct theme_field table_fields[] = {
    {"min", THEME_FIELD_SIZE, AT(table.min_size), 0},
    {"turn", THEME_FIELD_FLAG, AT(table.turn), 0},
    LENGTH("turn_below", table.turn_below),
    LENGTH("pad", table.pad),
    LENGTH("gap", table.gap),
    LENGTH("edge", table.edge),
    LENGTH_AT("rules", table.rule_top, 1),
    LENGTH_AT("rules", table.rule_head, 2),
    LENGTH_AT("rules", table.rule_row, 3),
    LENGTH_AT("rules", table.rule_bottom, 4),
    LENGTH("caption_gap", table.caption_gap),
    SHARE("full", table.full),
    {"whole", THEME_FIELD_NUMBER, AT(table.whole), 0},
};

static const struct theme_field figure_fields[] = {
    LENGTH("before", figure.before),        LENGTH("after", figure.after),
    SHARE("max_height", figure.max_height), LENGTH("px", figure.px),
    SHARE("shrink", figure.shrink),
};

static const struct theme_field caption_fields[] = {
    LENGTH("gap", caption.gap),
    {"source_colour", THEME_FIELD_COLOUR, AT(caption.source_colour), 0},
};

static const struct theme_field missing_fields[] = {
    LENGTH("height", missing.height),         LENGTH("rule", missing.rule),
    LENGTH_AT("sign", missing.sign_width, 1), LENGTH_AT("sign", missing.sign_height, 2),
    LENGTH_AT("sign", missing.sign_rule, 3),  LENGTH_AT("sign", missing.sign_gap, 4),
};

static const struct theme_field card_fields[] = {
    LENGTH("rule", card.rule),
    LENGTH("pad", card.pad),
    LENGTH("before", card.before),
    LENGTH("after", card.after),
    {"lines", THEME_FIELD_NUMBER, AT(card.lines), 0},
    LENGTH_AT("image", card.image_width, 1),
    LENGTH_AT("image", card.image_height, 2),
    LENGTH_AT("image", card.image_gap, 3),
};

static const struct theme_field tab_fields[] = {
    LENGTH("bar", tab.bar),     LENGTH("rule", tab.rule),
    LENGTH("label", tab.label), LENGTH("gap", tab.gap),
    LENGTH("close", tab.close), LENGTH("before", tab.before),
    LENGTH("after", tab.after),
};

static const struct theme_field footnote_fields[] = {
    LENGTH("inset", footnote.indent),         LENGTH("rule", footnote.rule),
    SHARE("rule_width", footnote.rule_width), LENGTH("gap", footnote.gap),
    LENGTH("above", footnote.above),
};

static const struct theme_field head_fields[] = {SHARE("max", head.max)};
static const struct theme_field folio_fields[] = {SHARE("max", folio.max)};

static const struct theme_field break_fields[] = {
    LENGTH("width", rule.width),
    LENGTH("rule", rule.rule),
    LENGTH("total", rule.total),
};

static const struct theme_field math_fields[] = {
    LENGTH("rule", math.rule),
    LENGTH("pad", math.pad),
};

static const struct theme_field number_fields[] = {LENGTH("drop", title.number_drop)};
static const struct theme_field book_title_fields[] = {
    LENGTH("at", title_page.title_at)};
static const struct theme_field book_author_fields[] = {
    LENGTH("at", title_page.author_at)};
static const struct theme_field front_fields[] = {
    LENGTH("total", contents.title_total)};

static const struct theme_field contents_fields[] = {
    LENGTH("author_gap", contents.author_gap),
    LENGTH("number", contents.number),
    LENGTH("step", contents.step),
    LENGTH("reserve", contents.reserve),
    LENGTH_AT("dots", contents.dot_size, 1),
    LENGTH_AT("dots", contents.dot_pitch, 2),
    LENGTH_AT("dots", contents.dot_gap, 3),
    LENGTH_AT("dots", contents.dot_edge, 4),
    {"pages", THEME_FIELD_NUMBER, AT(contents.pages), 0},
};

static const struct theme_field part_label_fields[] = {LENGTH("at", part.at)};
static const struct theme_field part_title_fields[] = {
    LENGTH_AT("rule", part.rule_width, 1), LENGTH_AT("rule", part.rule, 2)};
static const struct theme_field part_list_fields[] = {
    {"most", THEME_FIELD_NUMBER, AT(part.most), 0}};

static const struct theme_field sources_fields[] = {
    LENGTH("inset", sources.indent),
    LENGTH("number_end", sources.number_end),
    {"page_colour", THEME_FIELD_COLOUR, AT(sources.page_colour), 0},
};

static const struct theme_field colophon_fields[] = {
    LENGTH("label", colophon.label),
    LENGTH("rule", colophon.rule),
    LENGTH("hair", colophon.hair),
    {"label_colour", THEME_FIELD_COLOUR, AT(colophon.label_colour), 0},
};

static const struct theme_field inline_fields[] = {
    SHARE("code_in_serif", in_line.code_in_serif),
    SHARE("code_in_sans", in_line.code_in_sans),
    SHARE("em", in_line.em),
    {"em_dots", THEME_FIELD_FLAG, AT(in_line.em_dots), 0},
    SHARE("script", in_line.script),
    SHARE("raise", in_line.raise),
    SHARE("lower", in_line.lower),
    SHARE("kbd", in_line.kbd),
    SHARE_AT("kbd_pad", in_line.kbd_pad_x, 1),
    SHARE_AT("kbd_pad", in_line.kbd_pad_y, 2),
    SHARE("kbd_raise", in_line.kbd_raise),
    SHARE("kbd_gap", in_line.kbd_gap),
    LENGTH("kbd_rule", in_line.kbd_rule),
    LENGTH("kbd_radius", in_line.kbd_radius),
    SHARE("badge", in_line.badge),
    {"link", THEME_FIELD_COLOUR, AT(in_line.link_colour), 0},
    {"link_plain", THEME_FIELD_FLAG, AT(in_line.link_plain), 0},
    LENGTH("link_rule", in_line.link_rule),
    SHARE("link_drop", in_line.link_drop),
    SHARE_AT("mark_ground", in_line.mark_top, 1),
    SHARE_AT("mark_ground", in_line.mark_bottom, 2),
    LENGTH("mark_rule", in_line.mark_rule),
    LENGTH("strike_rule", in_line.strike_rule),
    SHARE("strike_raise", in_line.strike_raise),
    SHARE("emoji_drop", in_line.emoji_drop),
    SHARE("image_height", in_line.image_height),
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define PLAIN(name, fields)                         \
    {                                               \
        name, THEME_PLAIN, 0, fields, COUNT(fields) \
    }
#define STYLED(name, origin, member, fields)            \
    {                                                   \
        name, origin, AT(member), fields, COUNT(fields) \
    }
#define STYLE(name, origin, member)       \
    {                                     \
        name, origin, AT(member), NULL, 0 \
    }

const struct theme_section theme_sections[] = {
    PLAIN("page", page_fields),
    PLAIN("margins", margins_fields),
    PLAIN("article", article_fields),
    PLAIN("cover", cover_fields),
    PLAIN("references", references_fields),
    PLAIN("colour", colour_fields),
    STYLE("body", THEME_OF_LABEL, body),
    STYLED("title", THEME_OF_LABEL, title.style, title_fields),
    STYLE("byline", THEME_OF_LABEL, byline),
    STYLE("source", THEME_OF_LABEL, source),
    STYLE("h2", THEME_OF_LABEL, heading[1]),
    STYLE("h3", THEME_OF_LABEL, heading[2]),
    STYLE("h4", THEME_OF_LABEL, heading[3]),
    STYLE("h5", THEME_OF_LABEL, heading[4]),
    STYLE("h6", THEME_OF_LABEL, heading[5]),
    PLAIN("list", list_fields),
    STYLED("quote", THEME_OF_BODY, quote.style, quote_fields),
    STYLE("quote_source", THEME_OF_LABEL, quote.source),
    STYLED("callout", THEME_OF_LABEL, callout.style, callout_fields),
    STYLE("callout_title", THEME_OF_LABEL, callout.title),
    STYLE("details_title", THEME_OF_LABEL, callout.details_title),
    STYLED("code", THEME_OF_LABEL, code.style, code_fields),
    STYLE("code_title", THEME_OF_LABEL, code.title),
    STYLE("code_lang", THEME_OF_LABEL, code.lang),
    STYLE("code_number", THEME_OF_LABEL, code.number),
    STYLED("table", THEME_OF_LABEL, table.style, table_fields),
    STYLE("table_head", THEME_OF_LABEL, table.head),
    STYLE("table_caption", THEME_OF_LABEL, table.caption),
    PLAIN("figure", figure_fields),
    STYLED("caption", THEME_OF_LABEL, caption.style, caption_fields),
    STYLED("missing", THEME_OF_LABEL, missing.style, missing_fields),
    PLAIN("card", card_fields),
    STYLE("card_title", THEME_OF_LABEL, card.title),
    STYLE("card_text", THEME_OF_LABEL, card.text),
    STYLE("card_url", THEME_OF_LABEL, card.url),
    STYLED("tab", THEME_OF_LABEL, tab.style, tab_fields),
    STYLED("footnote", THEME_OF_BODY, footnote.style, footnote_fields),
    STYLED("head", THEME_OF_LABEL, head.style, head_fields),
    STYLED("folio", THEME_OF_LABEL, folio.style, folio_fields),
    PLAIN("break", break_fields),
    STYLED("math", THEME_OF_LABEL, math.source, math_fields),
    PLAIN("inline", inline_fields),
    STYLED("article_number", THEME_OF_LABEL, title.number, number_fields),
    STYLED("book_title", THEME_OF_LABEL, title_page.title, book_title_fields),
    STYLED("book_author", THEME_OF_LABEL, title_page.author, book_author_fields),
    STYLE("imprint", THEME_OF_LABEL, title_page.imprint),
    STYLED("front_title", THEME_OF_LABEL, contents.title, front_fields),
    PLAIN("contents", contents_fields),
    STYLE("contents_part", THEME_OF_LABEL, contents.part),
    STYLE("contents_group", THEME_OF_LABEL, contents.group),
    STYLE("contents_article", THEME_OF_LABEL, contents.article),
    STYLE("contents_author", THEME_OF_LABEL, contents.author),
    STYLE("contents_heading", THEME_OF_LABEL, contents.heading),
    STYLED("part_label", THEME_OF_LABEL, part.label, part_label_fields),
    STYLED("part_title", THEME_OF_LABEL, part.title, part_title_fields),
    STYLED("part_list", THEME_OF_LABEL, part.list, part_list_fields),
    STYLED("sources", THEME_OF_LABEL, sources.style, sources_fields),
    STYLE("sources_note", THEME_OF_LABEL, sources.note),
    STYLE("sources_url", THEME_OF_LABEL, sources.url),
    STYLED("colophon", THEME_OF_LABEL, colophon.style, colophon_fields),
    STYLE("colophon_title", THEME_OF_LABEL, colophon.title),
    STYLE("colophon_note", THEME_OF_LABEL, colophon.note),
};
const size_t theme_section_count = COUNT(theme_sections);
