#include "reader/blocks.h"

#include "reader/html.h"
#include "reader/playground.h"
#include "util/heap.h"

#include <ctype.h>
#include <string.h>

static cmark_node_type types[READER_TOC + 1];

void reader_block_types(void)
{
    for (int i = 0; i <= READER_TOC; i++)
        types[i] = cmark_syntax_extension_add_node(0);
}

static struct reader_block *block_of(cmark_node *node)
{
    cmark_node_type t = cmark_node_get_type(node);

    for (int i = 0; i <= READER_TOC; i++)
        if (t == types[i])
            return cmark_node_get_user_data(node);
    return NULL;
}

const struct reader_block *reader_block_of(cmark_node *node)
{
    return block_of(node);
}

static void free_block(cmark_mem *mem, void *user_data)
{
    struct reader_block *b = user_data;

    (void)mem;
    if (!b)
        return;
    heap_free(b->title);
    buf_release(&b->body);
    heap_free(b);
}

/* The line being read, from its first non-space, without its end. */
struct line {
    cmark_parser *parser;
    unsigned char *input;
    int len;
    struct str text;
    int number, indent;
};

static struct line line_of(cmark_parser *parser, unsigned char *input, int len)
{
    int first = cmark_parser_get_first_nonspace(parser);
    struct line l = {parser,
                     input,
                     len,
                     {0},
                     cmark_parser_get_line_number(parser),
                     cmark_parser_get_indent(parser)};

    while (len > 0 && (input[len - 1] == '\n' || input[len - 1] == '\r'))
        len--;
    if (first < len)
        l.text = (struct str){(const char *)input + first, (size_t)(len - first)};
    return l;
}

/* Consumes the rest of the line but its end, so that nothing of it becomes text. */
static void eat(const struct line *l)
{
    int len = l->len, rest;

    while (len > 0 && (l->input[len - 1] == '\n' || l->input[len - 1] == '\r'))
        len--;
    rest = len - cmark_parser_get_offset(l->parser);
    if (rest > 0)
        cmark_parser_advance_offset(l->parser, (const char *)l->input, rest, 0);
}

static struct reader_block *open_block(cmark_syntax_extension *ext,
                                       const struct line *l, cmark_node *parent,
                                       enum reader_block_kind kind, cmark_node **node)
{
    struct reader_block *b = heap_zalloc(1, sizeof *b);

    b->kind = kind;
    b->indent = l->indent;
    *node = cmark_parser_add_child(l->parser, parent, types[kind],
                                   cmark_parser_get_first_nonspace(l->parser) + 1);
    cmark_node_set_syntax_extension(*node, ext);
    cmark_node_set_user_data(*node, b);
    cmark_node_set_user_data_free_func(*node, free_block);
    return b;
}

static void add_line(struct reader_block *b, struct str s)
{
    buf_add(&b->body, s.s, s.len);
    buf_putc(&b->body, '\n');
}

/* Openers: each returns the new node, or NULL when the line is not its own. */

static void report_close(struct reader_context *c, const struct reader_pair *pair,
                         struct diag_pos pos)
{
    if (pair && !pair->eats)
        diag_warning(c->diag, pos, "unclosed",
                     "this ':::' container is not closed; it was ended before the next "
                     "heading, or with "
                     "its list item");
    else if (pair && pair->shorter)
        diag_warning(c->diag, pos, "unclosed",
                     "this ':::' container is closed with fewer colons than it has; it "
                     "was ended "
                     "there all the same");
}

static cmark_node *open_container(cmark_syntax_extension *ext, const struct line *l,
                                  cmark_node *parent)
{
    struct reader_context *c = cmark_syntax_extension_get_private(ext);
    const struct reader_pair *pair;
    struct reader_block *b;
    cmark_node *node;
    struct str rest;
    bool typo;
    int colons;
    const char *name = reader_container_name(l->text, &colons, &rest, &typo);

    pair = reader_pair_at(c->prepass, l->number);
    if (!name || (pair && pair->close == 0) ||
        (strcmp(name, READER_UNNAMED) == 0 && !(pair && pair->eats)))
        return NULL; /* text that happens to begin with colons */
    b = open_block(ext, l, parent, READER_CONTAINER, &node);
    b->name = name;
    b->colons = colons;
    b->title = heap_strndup(rest.s, rest.len);
    if (pair) {
        b->close_line = pair->close;
        b->eats = pair->eats;
    }
    report_close(c, pair, reader_pos(c, l->number, l->indent + 1));
    if (typo)
        diag_warning(c->diag, reader_pos(c, l->number, l->indent + 1), "container-typo",
                     "no container has this name; it was read as %s%s",
                     strcmp(name, READER_UNNAMED) == 0 ? "a titled " : "::: ", name);
    eat(l);
    return node;
}

/* Bytes of "@tab " or "@tab:active ", or 0. */
static size_t tab_marker(struct str s, bool *active)
{
    *active = str_starts(s, "@tab:active ");
    if (*active)
        return strlen("@tab:active ");
    return str_starts(s, "@tab ") ? strlen("@tab ") : 0;
}

static cmark_node *open_tab(cmark_syntax_extension *ext, const struct line *l,
                            cmark_node *parent)
{
    struct reader_block *container, *b;
    bool active;
    size_t marker = tab_marker(l->text, &active);
    cmark_node *node;
    struct str title;

    if (!marker)
        return NULL;
    while (parent && cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH)
        parent = cmark_node_parent(parent);
    container = parent ? block_of(parent) : NULL;
    if (!container || container->kind != READER_CONTAINER ||
        !str_ends(str_of(container->name), "tabs"))
        return NULL;
    title = str_trim(str_skip(l->text, marker));
    /* "title#id" names the tab for the site's script. */
    for (size_t i = title.len; i-- > 1;)
        if (title.s[i] == '#' && title.s[i - 1] != '\\') {
            title = str_trim(str_head(title, i));
            break;
        }
    b = open_block(ext, l, parent, READER_TAB, &node);
    b->active = active;
    b->title = heap_strndup(title.s, title.len);
    eat(l);
    return node;
}

/* "@file NAME" and its kin, which only a playground has. */
static cmark_node *open_directive(cmark_syntax_extension *ext, const struct line *l,
                                  cmark_node *parent)
{
    const struct reader_block *container;
    struct reader_block *b;
    cmark_node *node;

    if (!reader_is_directive(l->text))
        return NULL;
    while (parent && cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH)
        parent = cmark_node_parent(parent);
    container = parent ? block_of(parent) : NULL;
    if (!container || container->kind != READER_CONTAINER ||
        !reader_is_playground(container->name))
        return NULL;
    b = open_block(ext, l, parent, READER_DIRECTIVE, &node);
    b->title = heap_strndup(l->text.s, l->text.len);
    b->done = true;
    eat(l);
    return node;
}

/* "$$…$$" on one line, or "$$" that runs to a line ending in "$$". */
static cmark_node *open_math(cmark_syntax_extension *ext, const struct line *l,
                             cmark_node *parent)
{
    struct str body = str_trim(str_skip(l->text, 2));
    struct reader_block *b;
    cmark_node *node;
    size_t end;

    if (!str_starts(l->text, "$$"))
        return NULL;
    end = str_find(body, "$$");
    if (end < body.len && end + 2 < body.len)
        return NULL; /* text follows: a paragraph */
    b = open_block(ext, l, parent, READER_MATH, &node);
    b->done = end < body.len;
    body = str_head(body, end);
    if (body.len > 0)
        add_line(b, body);
    eat(l);
    return node;
}

static cmark_node *open_component(cmark_syntax_extension *ext, const struct line *l,
                                  cmark_node *parent)
{
    struct reader_block *b;
    cmark_node *node;
    size_t n = 1;

    if (l->text.len < 2 || l->text.s[0] != '<' || !isupper((unsigned char)l->text.s[1]))
        return NULL;
    while (n < l->text.len &&
           (isalnum((unsigned char)l->text.s[n]) || l->text.s[n] == '-'))
        n++;
    if (n < l->text.len && !strchr(" \t/>", l->text.s[n]))
        return NULL;
    if (!reader_is_component(str_head(str_skip(l->text, 1), n - 1)) ||
        reader_tag_length(l->text) > 0)
        return NULL; /* no component, or whole on one line: the core's HTML rules do */
    b = open_block(ext, l, parent, READER_COMPONENT, &node);
    add_line(b, l->text);
    reader_tag_end((struct str){b->body.data, b->body.len}, n, &b->quote);
    eat(l);
    return node;
}

static cmark_node *open_toc(cmark_syntax_extension *ext, const struct line *l,
                            cmark_node *parent)
{
    cmark_node *node;

    if (!str_eq_nocase(str_head(l->text, 7), STR("[[toc]]")) ||
        (l->text.len > 7 && l->text.s[7] != ' '))
        return NULL;
    open_block(ext, l, parent, READER_TOC, &node)->done = true;
    eat(l);
    return node;
}

static cmark_node *try_opening(cmark_syntax_extension *ext, int indented,
                               cmark_parser *parser, cmark_node *parent,
                               unsigned char *input, int len)
{
    struct line l = line_of(parser, input, len);

    if (indented || l.text.len < 2)
        return NULL;
    switch (l.text.s[0]) {
    case ':':
        return open_container(ext, &l, parent);
    case '@': {
        cmark_node *tab = open_tab(ext, &l, parent);

        return tab ? tab : open_directive(ext, &l, parent);
    }
    case '$':
        return open_math(ext, &l, parent);
    case '<':
        return open_component(ext, &l, parent);
    case '[':
        return open_toc(ext, &l, parent);
    default:
        return NULL;
    }
}

/* Continuation: is this line still within the block? */

static int match_container(struct reader_block *b, const struct line *l)
{
    size_t n = 0;

    if (b->close_line > 0) {
        if (l->number < b->close_line)
            return 1;
        if (b->eats && l->number == b->close_line)
            eat(l);
        return 0;
    }
    /* No pair is known (a container within a quote): the upstream rule. */
    if (l->text.len > 0 && l->indent < b->indent)
        return 0;
    while (n < l->text.len && l->text.s[n] == ':')
        n++;
    if (l->indent != b->indent || (int)n < b->colons ||
        str_trim(str_skip(l->text, n)).len > 0)
        return 1;
    eat(l);
    return 0;
}

static int match_math(struct reader_block *b, const struct line *l)
{
    struct str s = str_trim(l->text);

    if (str_ends(s, "$$")) {
        b->done = true;
        s = str_trim(str_head(s, s.len - 2));
    }
    if (s.len > 0)
        add_line(b, s);
    eat(l);
    return 1;
}

static int match_component(struct reader_context *c, struct reader_block *b,
                           const struct line *l)
{
    size_t scanned;

    if (l->text.len == 0) {
        diag_warning(c->diag, reader_pos(c, l->number, 1), "component",
                     "a component's tag is not closed before this blank line; what is "
                     "there was read");
        b->done = true;
        return 0;
    }
    scanned = b->body.len;
    add_line(b, l->text);
    b->done =
        reader_tag_end((struct str){b->body.data, b->body.len}, scanned, &b->quote) > 0;
    eat(l);
    return 1;
}

/* A group of tabs within this tab is still open: the marker is for one of its tabs. */
static bool has_open_tabs(cmark_node *tab, int line)
{
    for (cmark_node *n = cmark_node_last_child(tab); n; n = cmark_node_last_child(n)) {
        const struct reader_block *b = block_of(n);

        if (b && b->kind == READER_CONTAINER && str_ends(str_of(b->name), "tabs"))
            return b->close_line > line;
    }
    return false;
}

static int match_tab(const struct reader_context *c, const struct reader_block *b,
                     const struct line *l, cmark_node *node)
{
    bool active;

    return l->indent != b->indent || !tab_marker(l->text, &active) ||
           reader_is_coded_tab(c->prepass, l->number) || has_open_tabs(node, l->number);
}

static int matches(cmark_syntax_extension *ext, cmark_parser *parser,
                   unsigned char *input, int len, cmark_node *node)
{
    struct reader_block *b = block_of(node);
    struct line l = line_of(parser, input, len);

    switch (b->kind) {
    case READER_CONTAINER:
        return match_container(b, &l);
    case READER_TAB:
        return match_tab(cmark_syntax_extension_get_private(ext), b, &l, node);
    case READER_MATH:
        return b->done ? 0 : match_math(b, &l);
    case READER_COMPONENT:
        return b->done
                   ? 0
                   : match_component(cmark_syntax_extension_get_private(ext), b, &l);
    case READER_DIRECTIVE:
    case READER_TOC:
        break;
    }
    return 0;
}

static int can_contain(cmark_syntax_extension *ext, cmark_node *node,
                       cmark_node_type child)
{
    const struct reader_block *b = block_of(node);

    (void)ext;
    return b && (b->kind == READER_CONTAINER || b->kind == READER_TAB) &&
           (child & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK &&
           child != CMARK_NODE_ITEM;
}

cmark_syntax_extension *reader_block_extension(struct reader_context *c)
{
    cmark_syntax_extension *ext = cmark_syntax_extension_new("seoga-blocks");

    cmark_syntax_extension_set_private(ext, c, NULL);
    cmark_syntax_extension_set_open_block_func(ext, try_opening);
    cmark_syntax_extension_set_match_block_func(ext, matches);
    cmark_syntax_extension_set_can_contain_func(ext, can_contain);
    return ext;
}
