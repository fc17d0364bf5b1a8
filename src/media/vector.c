#define XML_DTD /* for the limits on expansion, which Debian's expat has */
#include "media/vector.h"

#include "media/vector_refs.h"
#include "media/vector_rules.h"
#include "util/heap.h"

#include <assert.h>
#include <expat.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SVG_NAMESPACE   "http://www.w3.org/2000/svg"
#define XLINK_NAMESPACE "http://www.w3.org/1999/xlink"
#define XML_NAMESPACE   "http://www.w3.org/XML/1998/namespace"

enum { MOST_ELEMENTS = 200000, MOST_ENTITIES = 100, DEEPEST = 100 };

/* A drawing on its way through the parser. */
struct cleaning {
    XML_Parser parser;
    struct buf *out;
    enum media_verdict verdict;
    int depth, elements, entities; /* elements and entities so far */
    int skipped; /* depth of the element that is left out with all it holds, or 0 */
    const struct media_vector_element *path[DEEPEST + 1]; /* by depth */
    bool open; /* the last start tag still lacks its ">" */
    struct buf sheet;
    struct media_vector_refs refs;
};

static void stop(struct cleaning *c, enum media_verdict verdict)
{
    c->verdict = verdict;
    XML_StopParser(c->parser, XML_FALSE);
}

/* Names come as "namespace local"; NULL when it is not of the namespace. */
static const char *local_name(const char *name, const char *namespace)
{
    size_t len = strlen(namespace);

    return strncmp(name, namespace, len) == 0 && name[len] == ' ' ? name + len + 1
                                                                  : NULL;
}

/* Drawings written by hand often forget their namespace. */
static const char *svg_name(const char *name)
{
    return strchr(name, ' ') ? local_name(name, SVG_NAMESPACE) : name;
}

/* Attributes */

static const char *attribute(const char **atts, const char *name)
{
    for (; *atts; atts += 2)
        if (strcmp(atts[0], name) == 0)
            return atts[1];
    return NULL;
}

static void put_attribute(struct buf *out, const char *name, struct str value)
{
    buf_printf(out, " %s=\"", name);
    media_vector_escape(out, value);
    buf_putc(out, '"');
}

/* An embedded picture: base64 of a form that every reader shows. */
static bool is_picture(struct str value)
{
    static const char *const starts[] = {
        "data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,",
        "data:image/gif;base64,"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct str data = str_skip(value, strlen(starts[i]));

        if (!str_starts(value, starts[i]))
            continue;
        for (size_t k = 0; k < data.len; k++)
            if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                        "+/= \n\t",
                        data.s[k]))
                return false;
        return data.len > 0;
    }
    return false;
}

static bool refers(const char *element)
{
    static const char *const names[] = {"use",     "linearGradient", "radialGradient",
                                        "pattern", "textPath",       "filter"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(element, names[i]) == 0)
            return true;
    return false;
}

/* href of SVG 2, which goes before that of XLink; NULL: none. */
static const char *link_of(const char **atts)
{
    const char *found = NULL;

    for (; *atts; atts += 2) {
        const char *xlink = local_name(atts[0], XLINK_NAMESPACE);

        if (strcmp(atts[0], "href") == 0)
            return atts[1];
        if (xlink && strcmp(xlink, "href") == 0)
            found = atts[1];
    }
    return found;
}

static bool is_safe_link(const char *element, struct str link)
{
    if (strcmp(element, "image") == 0)
        return is_picture(link);
    return refers(element) && link.len > 1 && link.s[0] == '#';
}

/* What shows something else shows nothing without it; no extension is known here. A
 * <use> that says nothing of what it shows does no harm. */
static bool leads_nowhere(const char *element, const char **atts)
{
    const char *link = link_of(atts);

    if (strcmp(element, "svg") != 0 && attribute(atts, "requiredExtensions"))
        return true;
    return (strcmp(element, "image") == 0 || (strcmp(element, "use") == 0 && link)) &&
           !is_safe_link(element, str_trim(str_of(link)));
}

/* Written as in SVG 1.1, which all know. */
static void put_link(struct cleaning *c, const char *element, struct str link)
{
    size_t start = c->out->len;

    if (!is_safe_link(element, link))
        return;
    if (link.s[0] == '#') {
        buf_puts(c->out, " xlink:href=\"#");
        media_vector_name(c->out, str_skip(link, 1));
        buf_putc(c->out, '"');
        if (strcmp(element, "use") == 0)
            media_vector_add_use(&c->refs, c->out, start);
    } else {
        put_attribute(c->out, "xlink:href", link);
    }
}

static void put_value(struct buf *out, const char *name, struct str value)
{
    size_t start = out->len;

    buf_printf(out, " %s=\"", name);
    if (media_vector_value(out, value))
        buf_putc(out, '"');
    else
        buf_truncate(out, start);
}

static void put_id(struct cleaning *c, const char *element, struct str id)
{
    struct buf *out = c->out;
    size_t start = out->len, name;

    buf_puts(out, " id=\"");
    name = out->len;
    media_vector_name(out, id);
    if (media_vector_add_id(&c->refs, out, name, element))
        buf_putc(out, '"');
    else
        buf_truncate(out, start);
}

static void put_paint(struct cleaning *c, const char *name, struct str value)
{
    size_t start = c->out->len;

    put_value(c->out, name, str_trim(value));
    if (c->out->len > start)
        media_vector_add_paint(&c->refs, c->out, start + strlen(name) + strlen(" =\""));
}

static void put_plain(struct cleaning *c, const char *element, const char *name,
                      struct str value)
{
    struct buf *out = c->out;
    size_t start = out->len;

    if (strcmp(name, "id") == 0) {
        put_id(c, element, value);
    } else if (strcmp(name, "fill") == 0 || strcmp(name, "stroke") == 0) {
        put_paint(c, name, value);
    } else if (strcmp(name, "style") == 0) {
        buf_puts(out, " style=\"");
        media_vector_style(out, value);
        buf_putc(out, '"');
        if (str_is((struct str){out->data + start, out->len - start}, " style=\"\""))
            buf_truncate(out, start);
    } else if (strcmp(name, "class") == 0) {
        put_attribute(out, name, value);
    } else if (media_vector_attribute(name) &&
               !(c->depth == 1 && strcmp(name, "viewBox") == 0)) {
        put_value(out, name, value);
    }
}

static void put_attributes(struct cleaning *c, const char *element, const char **atts)
{
    struct str link = str_trim(str_of(link_of(atts)));

    for (; *atts; atts += 2) {
        const char *xml = local_name(atts[0], XML_NAMESPACE);

        if (xml && (strcmp(xml, "space") == 0 || strcmp(xml, "lang") == 0))
            put_attribute(c->out, strcmp(xml, "space") == 0 ? "xml:space" : "xml:lang",
                          str_of(atts[1]));
        else if (!strchr(atts[0], ' '))
            put_plain(c, element, atts[0], str_of(atts[1]));
    }
    put_link(c, element, link);
}

/* Size */

/* A length in px (CSS Values 3 §6.2), or 0: none, relative, or none that can be. */
static double length(const char *s)
{
    static const struct {
        const char *unit;
        double px;
    } units[] = {{"", 1},           {"px", 1},  {"pt", 96 / 72.0},
                 {"pc", 16},        {"in", 96}, {"cm", 96 / 2.54},
                 {"mm", 96 / 25.4}, {"em", 16}, {"ex", 8}};
    char *end;
    double value;

    if (!s)
        return 0;
    value = strtod(s, &end);
    if (!(value > 0) || !isfinite(value))
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_eq_nocase(str_trim(str_of(end)), str_of(units[i].unit)))
            return value * units[i].px;
    return 0;
}

static bool read_view_box(const char *s, double box[4])
{
    for (int i = 0; i < 4; i++) {
        char *end;

        box[i] = s ? strtod(s, &end) : 0;
        if (!s || end == s || !isfinite(box[i]))
            return false;
        s = end + strspn(end, " \t\r\n,");
    }
    return *s == '\0' && box[2] > 0 && box[3] > 0;
}

static struct media_vector_size size_of(const char **atts)
{
    double width = length(attribute(atts, "width")),
           height = length(attribute(atts, "height")), box[4];
    bool boxed = read_view_box(attribute(atts, "viewBox"), box);

    if (width > 0 && height > 0)
        return (struct media_vector_size){width, height};
    if (!boxed)
        return (struct media_vector_size){width > 0 ? width : 300,
                                          height > 0 ? height : 150};
    if (width > 0)
        return (struct media_vector_size){width, width * box[3] / box[2]};
    if (height > 0)
        return (struct media_vector_size){height * box[2] / box[3], height};
    return (struct media_vector_size){box[2], box[3]};
}

int media_vector_height(const struct media_vector_size *size, int width)
{
    double height = round(width * size->height / size->width);

    return height < 1 ? 1 : height > 1e6 ? 1000000 : (int)height;
}

/* Elements */

static void put_root(struct cleaning *c, const char **atts)
{
    struct media_vector_size size = size_of(atts);
    const char *given = attribute(atts, "viewBox");
    double box[4];

    buf_printf(c->out, "<svg xmlns=\"%s\" xmlns:xlink=\"%s\" version=\"1.1\"",
               SVG_NAMESPACE, XLINK_NAMESPACE);
    /* A drawing without a box cannot be scaled. */
    if (read_view_box(given, box))
        put_attribute(c->out, "viewBox", str_of(given));
    else
        buf_printf(c->out, " viewBox=\"0 0 %g %g\"", size.width, size.height);
    put_attributes(c, "svg", atts);
}

static void close_tag(struct cleaning *c)
{
    if (c->open)
        buf_putc(c->out, '>');
    c->open = false;
}

/* What the element is written as, or NULL: it goes with all it holds. A link is a
 * group. */
static const struct media_vector_element *element_of(const struct cleaning *c,
                                                     const char *name)
{
    const struct media_vector_element *in = c->depth > 0 ? c->path[c->depth] : NULL;
    const char *svg = svg_name(name);

    if (in && (strcmp(in->name, "style") == 0 || strcmp(in->name, "title") == 0 ||
               strcmp(in->name, "desc") == 0))
        return NULL; /* nothing but text */
    if (svg && strcmp(svg, "a") == 0)
        svg = in && in->holds_text ? "tspan" : "g";
    return svg ? media_vector_element(svg) : NULL;
}

static void put_start(struct cleaning *c, const struct media_vector_element *element,
                      const char **atts)
{
    assert(element);
    close_tag(c);
    if (c->depth == 1) {
        put_root(c, atts);
    } else {
        buf_printf(c->out, "<%s", element->name);
        put_attributes(c, element->name, atts);
    }
    c->path[c->depth] = element;
    c->open = true;
    buf_clear(&c->sheet);
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **atts)
{
    struct cleaning *c = user;
    const struct media_vector_element *element;

    if (++c->elements > MOST_ELEMENTS || c->out->len > MEDIA_BYTE_LIMIT) {
        stop(c, MEDIA_TOO_LARGE);
        return;
    }
    element = c->skipped ? NULL : element_of(c, name);
    if (c->depth == 0 && (!element || strcmp(element->name, "svg") != 0)) {
        stop(c, MEDIA_UNKNOWN);
        return;
    }
    c->depth++;
    if (!c->skipped &&
        (!element || c->depth > DEEPEST || leads_nowhere(element->name, atts)))
        c->skipped = c->depth;
    if (!c->skipped)
        put_start(c, element, atts);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct cleaning *c = user;
    const char *element;

    (void)name;
    if (c->verdict != MEDIA_GOOD)
        return; /* an empty element ends although its start stopped the parser */
    if (c->skipped) {
        if (c->skipped == c->depth)
            c->skipped = 0;
        c->depth--;
        return;
    }
    element = c->path[c->depth--]->name;
    if (strcmp(element, "style") == 0) {
        close_tag(c);
        media_vector_sheet(c->out, (struct str){buf_str(&c->sheet), c->sheet.len});
    }
    if (c->open)
        buf_puts(c->out, "/>");
    else
        buf_printf(c->out, "</%s>", element);
    c->open = false;
}

/* Unlike in attributes, the ends of lines are kept: viewers leave them out. */
static void put_text(struct buf *out, struct str text)
{
    while (text.len > 0) {
        size_t end = str_find_char(text, '\n');

        media_vector_escape(out, str_head(text, end));
        if (end < text.len)
            buf_putc(out, '\n');
        text = str_skip(text, end + 1);
    }
}

static void XMLCALL on_text(void *user, const XML_Char *s, int len)
{
    struct cleaning *c = user;

    if (c->skipped || c->depth == 0 || !c->path[c->depth]->holds_text)
        return;
    if (strcmp(c->path[c->depth]->name, "style") == 0) {
        buf_add(&c->sheet, s, (size_t)len);
        return;
    }
    close_tag(c);
    put_text(c->out, (struct str){s, (size_t)len});
}

/* Drawing programs keep namespaces in entities; what is worse than that is an attack.
 */
/* NOLINTNEXTLINE(readability-function-size): the parameters are Expat's */
static void XMLCALL on_entity(void *user, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int len, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public,
                              const XML_Char *notation)
{
    struct cleaning *c = user;

    (void)name, (void)base, (void)system, (void)public, (void)notation;
    if (++c->entities > MOST_ENTITIES || is_parameter || len > 1000 ||
        (value && (memchr(value, '&', (size_t)len) || memchr(value, '<', (size_t)len))))
        stop(c, MEDIA_DAMAGED);
}

static XML_Parser create_parser(struct cleaning *c)
{
    XML_Parser parser = XML_ParserCreateNS(NULL, ' ');

    if (!parser)
        heap_exhausted();
    XML_SetUserData(parser, c);
    XML_SetEntityDeclHandler(parser, on_entity);
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, 1 << 20);
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, 4);
    c->parser = parser;
    return parser;
}

enum media_verdict media_vector_clean(const void *bytes, size_t len, struct buf *out)
{
    struct cleaning c = {.out = out, .verdict = MEDIA_GOOD};
    XML_Parser parser = create_parser(&c);
    size_t start = out->len;

    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    if (len > MEDIA_BYTE_LIMIT)
        c.verdict = MEDIA_TOO_LARGE;
    else if (XML_Parse(parser, bytes, (int)len, XML_TRUE) != XML_STATUS_OK &&
             c.verdict == MEDIA_GOOD)
        c.verdict = MEDIA_DAMAGED;
    XML_ParserFree(parser);
    buf_release(&c.sheet);
    if (c.verdict == MEDIA_GOOD) {
        media_vector_settle(&c.refs, out);
        buf_putc(out, '\n');
    } else {
        buf_truncate(out, start);
    }
    media_vector_refs_release(&c.refs);
    return c.verdict;
}

/* The root alone */

struct measuring {
    XML_Parser parser;
    struct media_vector_size *size;
    bool found;
};

static void XMLCALL on_root(void *user, const XML_Char *name, const XML_Char **atts)
{
    struct measuring *m = user;
    const char *svg = svg_name(name);

    m->found = svg && strcmp(svg, "svg") == 0;
    if (m->found)
        *m->size = size_of(atts);
    XML_StopParser(m->parser, XML_FALSE);
}

bool media_vector_size(const void *bytes, size_t len, struct media_vector_size *out)
{
    struct cleaning limits = {0};
    struct measuring m = {.size = out};

    if (len > MEDIA_BYTE_LIMIT)
        return false;
    m.parser = create_parser(&limits);
    XML_SetStartElementHandler(m.parser, on_root);
    XML_SetUserData(m.parser, &m);
    XML_SetEntityDeclHandler(m.parser, NULL);
    XML_Parse(m.parser, bytes, (int)len, XML_TRUE);
    XML_ParserFree(m.parser);
    return m.found;
}
