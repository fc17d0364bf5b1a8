#include "reader/markdown.h"

#include "reader/blocks.h"
#include "reader/inlines.h"
#include "reader/tree.h"
#include "util/heap.h"

#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <string.h>

enum { TEXT_DEPTH = 4 };

static pthread_once_t prepared = PTHREAD_ONCE_INIT;
/* cmark-gfm keeps its table of special characters in a global that finish() changes. */
static pthread_mutex_t finishing = PTHREAD_MUTEX_INITIALIZER;
static cmark_syntax_extension *inline_extension, *span_extension;

static void *seam_calloc(size_t count, size_t size)
{
    return heap_zalloc(count, size);
}

static void *seam_realloc(void *p, size_t size)
{
    return heap_resize(p, size, 1);
}

static cmark_mem memory = {seam_calloc, seam_realloc, heap_free};

cmark_mem *reader_memory(void)
{
    return &memory;
}

static void prepare(void)
{
    cmark_gfm_core_extensions_ensure_registered();
    reader_block_types();
    inline_extension = reader_inline_extension();
    span_extension = reader_span_extension();
}

struct reader_parse reader_parse_open(struct reader_context *c, struct str text)
{
    static const char *const core[] = {"table", "tasklist"};
    cmark_parser *parser;
    struct reader_parse p;

    pthread_once(&prepared, prepare);
    parser = cmark_parser_new_with_mem(CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES, &memory);
    p.blocks = reader_block_extension(c);
    cmark_parser_attach_syntax_extension(parser, p.blocks);
    cmark_parser_attach_syntax_extension(parser, inline_extension);
    cmark_parser_attach_syntax_extension(parser, span_extension);
    for (size_t i = 0; i < 2; i++)
        cmark_parser_attach_syntax_extension(parser,
                                             cmark_find_syntax_extension(core[i]));
    cmark_parser_feed(parser, text.s, text.len);
    pthread_mutex_lock(&finishing);
    p.root = cmark_parser_finish(parser);
    pthread_mutex_unlock(&finishing);
    cmark_parser_free(parser);
    return p;
}

void reader_parse_close(struct reader_parse *p)
{
    cmark_node_free(p->root);
    cmark_syntax_extension_free(cmark_get_default_mem_allocator(), p->blocks);
}

/* Nothing in it that Markdown could mean anything by. */
static bool is_plain_text(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("\\`*_[]<>&!$^~={}\n", text.s[i]))
            return false;
    return text.len > 0 && !strchr("#-+>|:@ \t0123456789", text.s[0]);
}

/* Moves the inlines of the first paragraph read from a title into `parent`. */
static void take_inlines(struct doc_node *parent, struct doc_node *holder)
{
    struct doc_node *block = holder->first;

    while (block && block->kind != DOC_PARAGRAPH && block->kind != DOC_PLAIN &&
           block->kind != DOC_HEADING)
        block = block->next;
    if (block)
        doc_node_adopt(parent, block);
}

void reader_inlines(struct reader_context *c, struct doc_node *parent, struct str text,
                    struct diag_pos pos)
{
    struct reader_context inner = *c;
    struct reader_prepass marks = {0};
    struct doc_node *holder;
    struct reader_parse p;
    struct buf prepared_text = {0};

    text = str_trim(text);
    if (text.len == 0)
        return;
    if (is_plain_text(text) || c->depth >= TEXT_DEPTH) {
        char *copy = arena_strndup(c->arena, text.s, text.len);

        doc_node_append(parent, doc_text_new(c->arena, reader_prose(c, copy), pos));
        return;
    }
    /* A no-break zero-width mark keeps the line from being read as a block. */
    buf_puts(&prepared_text, READER_SENTINEL);
    reader_add_sentinels(&marks, &prepared_text, text, c->arena);
    inner.prepass = &marks;
    inner.notes_read = NULL;
    inner.base = pos;
    inner.depth = c->depth + 1;
    holder = doc_node_new(c->arena, DOC_QUOTE, pos);
    p = reader_parse_open(&inner, (struct str){prepared_text.data, prepared_text.len});
    reader_tree(&inner, p.root, holder);
    reader_parse_close(&p);
    take_inlines(parent, holder);
    buf_release(&prepared_text);
}
