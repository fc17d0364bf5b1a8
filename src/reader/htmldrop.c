#include "reader/htmldrop.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Sorted; without those that htmlblock.c, htmlinline.c or components.c know. */
static const char *const elements[] = {
    "acronym", "address", "animate", "animatemotion", "animatetransform",
    "annotation", "annotation-xml", "applet", "area", "base", "basefont", "bdi",
    "bdo", "bgsound", "blink", "body", "button", "canvas", "circle", "clippath",
    "data", "datalist", "defs", "desc", "dialog", "ellipse", "embed", "feblend",
    "fecolormatrix", "feflood", "fegaussianblur", "feimage", "femerge", "feoffset",
    "fieldset", "filter", "foreignobject", "form", "frame", "frameset", "g", "head",
    "hgroup", "html", "image", "input", "keygen", "legend", "line", "lineargradient",
    "link", "listing", "maction", "map", "marker", "marquee", "mask", "math", "menu",
    "menuitem", "meta", "metadata", "meter", "mfrac", "mi", "mn", "mo", "mpath",
    "mrow", "msqrt", "mstyle", "msub", "msup", "mtable", "mtd", "mtext", "mtr",
    "nobr", "noembed", "noframes", "noscript", "object", "optgroup", "option",
    "output", "param", "path", "pattern", "plaintext", "polygon", "polyline",
    "portal", "progress", "radialgradient", "rect", "script", "search", "select",
    "semantics", "set", "slot", "stop", "style", "svg", "switch", "symbol",
    "template", "text", "textarea", "textpath", "title", "tspan", "tt", "use", "view",
    "xmp",
};

static int compare_names(const void *key, const void *member)
{
    const char *const *name = member;

    return strcasecmp(key, *name);
}

static bool is_element(const char *name)
{
    return bsearch(name, elements, sizeof elements / sizeof *elements,
                   sizeof *elements, compare_names) != NULL;
}

int reader_html_raw(const char *name)
{
    static const char *const raw[READER_RAW_ELEMENTS] = {"script", "style", "template",
                                                         "svg", "object"};

    for (int i = 0; i < READER_RAW_ELEMENTS; i++)
        if (strcasecmp(name, raw[i]) == 0)
            return i;
    return -1;
}

/* "onclick" with something to do. */
static bool is_handler(const struct html_attribute *at)
{
    const char *name = at->name;

    if (strncasecmp(name, "on", 2) != 0 || !name[2] || !*at->value)
        return false;
    for (name += 2; *name; name++)
        if (!isalpha((unsigned char)*name))
            return false;
    return true;
}

bool reader_html_is_dropped(const struct html_tag *tag)
{
    for (const struct html_attribute *at = tag->attributes; at; at = at->next)
        if (is_handler(at))
            return true;
    return (tag->attributes || tag->closing || tag->self_closing) &&
           is_element(tag->name);
}

bool reader_html_closes(struct str html, const char *name)
{
    size_t len = strlen(name);

    return str_starts(html, "</") &&
           str_eq_nocase(str_head(str_skip(html, 2), len), str_of(name)) &&
           (html.len <= len + 2 || !isalnum((unsigned char)html.s[len + 2]));
}

size_t reader_html_slashed_length(struct str s)
{
    size_t at = 1, end = str_find_char(s, '>');

    while (at < s.len && isalnum((unsigned char)s.s[at]))
        at++;
    if (at < 2 || at >= s.len || s.s[at] != '/' || end >= s.len)
        return 0;
    for (at++; at < end && (isalpha((unsigned char)s.s[at]) || s.s[at] == '-');)
        at++;
    return at < end && s.s[at] == '=' ? end + 1 : 0;
}
