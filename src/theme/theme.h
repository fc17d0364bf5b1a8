#ifndef THEME_THEME_H
#define THEME_THEME_H

#include "theme/color.h"
#include "theme/length.h"
#include "util/arena.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The look of the printed page: templates/pdf/NAME.yaml resolved for one page size.
 * Every length is sp (theme/length.h), every share thousandths. Read-only once loaded.
 */
enum theme_family { THEME_SERIF, THEME_SANS, THEME_MONO };
enum theme_align { THEME_JUSTIFY, THEME_LEFT, THEME_CENTRE, THEME_RIGHT };
/*
 * Where Korean text may break: between any two syllables, between eojeol only, or
 * inside an eojeol where the spaces of the line would suffer (`syllable_penalty`).
 */
enum theme_breaks { THEME_BREAK_SYLLABLE, THEME_BREAK_EOJEOL, THEME_BREAK_HYBRID };

/* Where the addresses of links are printed: nowhere, at the foot of the page, in a list at
 * the end of the article. */
enum theme_links { THEME_LINKS_PLAIN, THEME_LINKS_NOTES, THEME_LINKS_LIST };

/* How the text of one kind of element is set. */
struct theme_style {
    enum theme_family family;
    bool bold;
    int32_t size, leading;
    struct theme_colour colour;
    enum theme_align align;
    enum theme_breaks breaks;
    int syllable_penalty; /* of a HYBRID break inside an eojeol, on the scale of
                             Knuth–Plass penalties; 0: a middling one */
    bool balance;         /* lines of nearly equal length, when more than one */
    int32_t tracking;     /* added after every cluster; may be negative */
    int hang;             /* thousandths of "." and "," that hang at the line end */
    int32_t indent;       /* of the first line, where the element asks for one */
    int32_t before, after;
};

struct theme_page {
    const char *name; /* "a4", "sinkuk", "a5", "b6", or as given */
    int32_t width, height;
    int32_t f, line;     /* size of the body text; step of the baseline grid */
    int32_t measure;     /* width of the text block */
    int lines;           /* baselines on the grid */
    int32_t first, last; /* baselines from the top edge */
    int32_t top, bottom; /* edges of the text block from the top edge: em box of the
                            first and last line */
    int32_t left_odd,
        left_even;       /* left edge of the text block on odd (recto) and even pages */
    int32_t head, folio; /* baselines of running head and page number */
    bool mirrored;       /* facing pages: head and folio change sides */
    bool bare;           /* too small for a running head */
};

struct theme_colours {
    struct theme_colour ink, ink2, ink3, accent, rule, hair;
    struct theme_colour code, hl, add, del, add_ink, del_ink, error_ink;
    struct theme_colour bar, add_bar,
        del_bar; /* beside highlighted, added, removed lines */
    struct theme_colour mark, mark_line, quote;
};

struct theme_title {
    struct theme_style style;
    int32_t rule;      /* thickness of the line above */
    int32_t drop;      /* first title baseline under the page's first baseline */
    int32_t drop_book; /* the same in a book */
    int32_t after;     /* at least, under the last line of the opening */
    struct theme_style number; /* of the article, in a book */
    int32_t number_drop;       /* its baseline under the page's first */
};

enum theme_numbering {
    THEME_NUMBER_DOT,
    THEME_HANGUL_DOT,
    THEME_NUMBER_PAREN,
    THEME_HANGUL_PAREN,
    THEME_NUMBER_CIRCLE,
    THEME_LATIN_DOT,
    THEME_LATIN_PAREN
};
#define THEME_LIST_LEVELS 4

struct theme_list {
    int32_t indent; /* of the text, per level */
    int32_t before, after;
    int32_t item_gap;   /* between the blocks of loose items */
    int32_t bullet_at;  /* left edge of the bullet */
    int32_t number_end; /* right edge of the number */
    int32_t number_gap; /* between a wide number and the text */
    int32_t narrow;     /* below this width text is ragged */
    int32_t box;        /* side of a task box */
    const char *bullets[THEME_LIST_LEVELS];
    enum theme_numbering numbers[THEME_LIST_LEVELS];
};

struct theme_quote {
    struct theme_style style;
    struct theme_style
        source; /* the attribution, a last paragraph beginning with a dash */
    int32_t indent, rule, rule_at;
};

enum theme_callout {
    THEME_NOTE,
    THEME_INFO,
    THEME_TIP,
    THEME_IMPORTANT,
    THEME_WARNING,
    THEME_CAUTION,
    THEME_DETAILS,
    THEME_CALLOUT_COUNT
};

struct theme_callout_type {
    struct theme_colour ink, tint, rule_colour;
    int32_t rule;  /* thickness */
    bool labelled; /* the label stays before a title; else the title replaces it */
};

struct theme_callouts {
    struct theme_style style, title;
    struct theme_style details_title;
    int32_t pad_top, pad_right, pad_bottom, pad_left;
    int32_t title_gap, gap; /* under the title; between paragraphs */
    int32_t label_gap;      /* between label and own title */
    struct theme_callout_type types[THEME_CALLOUT_COUNT];
};

struct theme_code {
    struct theme_style style, title, lang, number;
    int32_t pad_y, pad_x;
    int32_t bar;             /* height of the title bar */
    int32_t bar_rule;        /* under it */
    int32_t rule;            /* above and below, 0: none */
    int32_t inner_rule;      /* the same inside a callout, where there is no ground */
    int32_t gutter, numbers; /* what diff signs and line numbers cost */
    int32_t sign_at;         /* diff signs, from the left edge */
    int32_t mark;            /* width of the bar beside marked lines */
    const char *wrap;        /* begins a continued line */
    int tab;                 /* columns */
    int keep;                /* blocks up to this many lines stay whole */
};

struct theme_table {
    struct theme_style style, head, caption;
    int32_t min_size; /* type shrinks to this before words break */
    bool turn;        /* a table with a column of broken words narrower than … */
    int32_t turn_below; /* … this, in type of full size, has a page across */
    int32_t pad, gap, edge;
    int32_t rule_top, rule_head, rule_row, rule_bottom;
    int32_t caption_gap;
    int full;  /* natural width from which a table takes the measure, thousandths of it
                */
    int whole; /* rows of up to this many lines do not split */
};

struct theme_figure {
    int32_t before, after;
    int max_height; /* thousandths of the text block */
    int32_t px;     /* of one pixel */
    int shrink;     /* thousandths an image may be cut down to at the end of a page */
};

struct theme_caption {
    struct theme_style style;
    struct theme_colour source_colour; /* the line that names where a picture is from */
    int32_t gap;
};

struct theme_missing {
    struct theme_style style;
    int32_t height, rule;
    int32_t sign_width, sign_height, sign_rule, sign_gap;
};

struct theme_card {
    struct theme_style title, text, url;
    int32_t rule, pad, before, after;
    int lines; /* of the description, at most */
    int32_t image_width, image_height, image_gap;
};

struct theme_tab {
    struct theme_style style;
    int32_t bar, rule, label, gap, close, before, after;
};

struct theme_footnote {
    struct theme_style style;
    int32_t indent, rule;
    int rule_width; /* thousandths of the measure */
    int32_t gap;    /* under the rule */
    int32_t above;  /* white between text and rule, at least */
};

struct theme_break {
    int32_t width, rule, total;
};

/* Head and folio. `max` is thousandths of the measure. */
struct theme_furniture {
    struct theme_style style;
    int max;
};

/* Display mathematics: TeX shown as source until it is typeset. */
struct theme_math {
    struct theme_style source;
    int32_t rule, pad;
};

/* Marks inside a line. Shares are thousandths of the size of the text around. */
struct theme_inline {
    int code_in_serif, code_in_sans;
    int em;       /* Hangul emphasis: the other family at this size … */
    bool em_dots; /* … or dots above the letters (드러냄표) */
    int script;   /* sub- and superscript */
    int raise, lower;
    int kbd, kbd_pad_x, kbd_pad_y, kbd_raise;
    int kbd_gap; /* between the frame and what is beside it */
    int32_t kbd_rule, kbd_radius;
    int badge;
    bool link_plain;   /* print: ink, not underlined */
    int32_t link_rule; /* thickness of the underline, 0: none */
    int link_drop;     /* of the underline below the baseline */
    struct theme_colour link_colour;
    int mark_top, mark_bottom; /* of the ground, above and below the baseline */
    int32_t mark_rule;
    int32_t strike_rule;
    int strike_raise;
    int emoji_drop;
    int image_height; /* of an image in a line, at most */
};

/* The pages of a book beside its articles. */

/* Tops are from the first line of the text block. */
struct theme_title_page {
    struct theme_style title, author, imprint;
    int32_t title_at, author_at;
};

struct theme_contents {
    struct theme_style title; /* "차례", and of the sources */
    int32_t title_total;      /* room it takes */
    struct theme_style part, group, article, author, heading; /* group: a part in a part */
    int32_t step; /* by which articles of a group are set in */
    int32_t author_gap;
    int32_t number;  /* width of the column of page numbers */
    int32_t reserve; /* that titles leave free at the right */
    int32_t dot_size, dot_pitch, dot_gap, dot_edge; /* leaders; the last from the right */
    int pages; /* sections are named while the contents fit on so many */
};

struct theme_part {
    struct theme_style label, title, list;
    int32_t at; /* top of the label */
    int32_t rule_width, rule;
    int most; /* articles named */
};

struct theme_sources {
    struct theme_style note, style, url;
    int32_t indent, number_end;
    struct theme_colour page_colour;
};

struct theme_colophon {
    struct theme_style title, style, note;
    int32_t label; /* width of the column of labels */
    int32_t rule, hair;
    struct theme_colour label_colour;
};

struct theme {
    const char **files; /* it was read from, NULL-terminated */
    const char *name;
    int32_t min_size; /* no letter is smaller */
    struct theme_page page;
    struct theme_colours colour;
    struct theme_style body; /* `before` is a gap between paragraphs; it or `indent` is
                                0 */
    struct theme_title title;
    struct theme_style byline, source;
    struct theme_style
        heading[6]; /* by level - 1; level 1 inside an article looks as 2 */
    struct theme_list list;
    struct theme_quote quote;
    struct theme_callouts callout;
    struct theme_code code;
    struct theme_table table;
    struct theme_figure figure;
    struct theme_caption caption;
    struct theme_missing missing;
    struct theme_card card;
    struct theme_tab tab;
    struct theme_footnote footnote;
    struct theme_furniture head, folio;
    struct theme_break rule; /* the ornament of a thematic break */
    struct theme_math math;
    struct theme_inline in_line;
    struct theme_title_page title_page;
    struct theme_contents contents;
    struct theme_part part;
    struct theme_sources sources;
    struct theme_colophon colophon;
    enum theme_links links;
    bool print_pages;  /* links inside the book name the page they lead to */
    bool start_recto;  /* articles begin on a right-hand page */
    bool cover_white;  /* a drawn cover has a white ground */
    bool breaks_fixed; /* no article may ask for other breaks */
};

/* Has running text (paragraphs, quotes, callouts, notes) broken so. Headings, captions
 * and tables keep their eojeol whole. */
void theme_set_breaks(struct theme *theme, enum theme_breaks breaks);

/* Margins of pages that are bound: wider inside, head and folio outside. Nothing changes
 * where the theme has such margins already. */
void theme_set_facing(struct theme *theme);

/* Reads "syllable", "eojeol" or "hybrid"; false for anything else. */
bool theme_breaks_parse(const char *s, enum theme_breaks *out);

/* True for the name of a page preset and for "WxHmm". */
bool theme_page_known(const char *page);

/* The file that the name of a theme stands for, which may not be there; a path stands
 * for itself. In `a`. */
const char *theme_path(const char *templates_dir, const char *name, struct arena *a);

/* Reads "plain", "notes" or "list"; false for anything else. */
bool theme_links_parse(const char *s, enum theme_links *out);

/*
 * Loads the theme called `name` ("default", "print", "large": files of
 * `templates_dir`/pdf) or the file at that path, and what it is based on (`base:
 * default`), for the page preset `page` ("a4", "sinkuk", "a5", "b6" or "WxHmm"; NULL:
 * a4). NULL for `name` is the default theme. The result lives in `a`. NULL after
 * reporting [theme-missing], [theme-page], [theme-base], a YAML error, [theme-key]
 * (with the nearest known key) or [theme-value] at their line and column.
 */
struct theme *theme_load(const char *templates_dir, const char *name, const char *page,
                         struct arena *a, struct diag *diag);

#endif
