#include "epub/pages.h"

#include "epub/breaks.h"
#include "epub/rules.h"
#include "epub/words.h"
#include "epub/xml.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* Bytes of the title in the head of every file, which a long heading may be, too. */
#define MOST_TITLE 1000

static void write_notes(struct epub_page *p)
{
    for (size_t i = 0; i < p->file->note_count; i++)
        epub_write_block(p, p->file->notes[i]);
}

static void put_authors(struct buf *out, const struct doc_meta *m)
{
    for (size_t i = 0; i < m->author_count; i++) {
        buf_puts(out, i ? ", <b>" : "<b>");
        epub_xml_text(out, m->authors[i].name);
        buf_puts(out, "</b>");
    }
}

static void put_byline(struct buf *out, const struct doc_meta *m)
{
    char date[DOC_DATE_SIZE];

    doc_date_format(m->date, m->lang, date);
    if (m->author_count == 0 && !*date)
        return;
    buf_puts(out, "<p class=\"byline\">");
    put_authors(out, m);
    if (m->author_count && *date)
        buf_puts(out, " · ");
    epub_xml_text(out, date);
    buf_puts(out, "</p>\n");
}

static void put_source(struct buf *out, const struct doc_meta *m)
{
    struct str address;

    if (!epub_is_address(m->source.url))
        return;
    address = epub_short_address(m->source.url);
    buf_printf(out, "<p class=\"source-line\">%s ",
               epub_word(EPUB_WORD_SOURCE, m->lang));
    /* A site that is only its host would be said twice. */
    if (m->source.site && !str_starts(address, m->source.site)) {
        epub_xml_text(out, m->source.site);
        buf_putc(out, ' ');
    }
    epub_put_link(out, m->source.url);
    epub_put_address(out, m->source.url);
    buf_puts(out, "</a></p>\n");
}

/*
 * Browsers break Hangul before a bracket even where whole eojeol are asked for:
 * "딥시크|(DeepSeek)". In a title such a word is held together, unless it is too long
 * for a narrow screen.
 */
static bool is_held(struct str word)
{
    size_t bracket = str_find_char(word, '(');

    return bracket > 0 && bracket < word.len && utf8_count(word.s, word.len) <= 18;
}

static void put_title(struct buf *out, const char *title)
{
    struct str rest = str_of(title);
    struct buf word = {0};

    while (rest.len > 0) {
        struct str w = str_head(rest, str_find_char(rest, ' '));
        bool held = is_held(w);

        buf_clear(&word);
        buf_add(&word, w.s, w.len);
        buf_puts(out, held ? "<span class=\"whole\">" : "");
        epub_xml_text(out, buf_str(&word));
        buf_puts(out, held ? "</span>" : "");
        rest = str_skip(rest, w.len);
        if (rest.len > 0)
            buf_putc(out, ' ');
        rest = str_skip(rest, 1);
    }
    buf_release(&word);
}

static void put_opening(struct epub_page *p, const struct doc_meta *m)
{
    epub_put_breaks(p, p->file->article);
    buf_puts(p->out, "<header class=\"opening\">\n");
    buf_printf(p->out, "<h1 id=\"%s-title\">",
               p->file->article->id ? p->file->article->id : "a");
    put_title(p->out, m->title);
    buf_puts(p->out, "</h1>\n");
    put_byline(p->out, m);
    put_source(p->out, m);
    buf_puts(p->out, "</header>\n");
}

/* What a file is called; the whole title stands in the first one's heading. */
static void put_head_title(struct buf *out, const char *title)
{
    size_t len = strlen(title), at = 0;
    struct buf cut = {0};

    while (at < len && at < MOST_TITLE)
        at += unicode_grapheme(title + at, len - at);
    buf_add(&cut, title, at);
    epub_xml_text(out, buf_str(&cut));
    buf_puts(out, at < len ? "\xE2\x80\xA6" : "");
    buf_release(&cut);
}

void epub_page_open(struct buf *out, const char *lang, const char *title)
{
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n"
                  "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                  "xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    epub_xml_attribute(out, "lang", lang);
    epub_xml_attribute(out, "xml:lang", lang);
    buf_puts(out, ">\n<head>\n<title>");
    put_head_title(out, title);
    buf_puts(out, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" "
                  "href=\"style.css\"/>\n</head>\n");
}

void epub_page_close(struct buf *out)
{
    buf_puts(out, "</body>\n</html>\n");
}

void epub_page_article(const struct epub_book *book, const struct epub_file *file,
                       struct buf *out)
{
    static const char *const types[] = {"chapter", "bibliography", "colophon"};
    const struct doc_meta *m = file->article->as.meta;
    const char *id = file->article->id ? file->article->id : "a";
    struct epub_page p = {.book = book, .file = file, .out = out, .lang = m->lang};

    epub_page_open(out, m->lang, m->title);
    buf_puts(out, "<body>\n");
    if (file->opening)
        buf_printf(out,
                   "<section epub:type=\"%s\" role=\"doc-%s\"%s id=\"%s\" "
                   "aria-labelledby=\"%s-title\">\n",
                   types[m->matter], types[m->matter],
                   m->matter ? " class=\"matter\"" : "", id, id);
    else
        buf_puts(out, "<section>\n");
    if (file->opening)
        put_opening(&p, m);
    for (const struct doc_node *n = file->first; n && n != file->end; n = n->next)
        if (n->kind != DOC_FOOTNOTE)
            epub_write_block(&p, n);
    write_notes(&p);
    buf_puts(out, "</section>\n");
    epub_page_close(out);
}

/* More than these are for the contents. */
#define PART_LINES 12

static void put_members(struct epub_page *p, const struct doc_node *part)
{
    size_t count = 0;
    bool korean = doc_lang_is_korean(p->lang);

    buf_puts(p->out, "<ol class=\"part-list\">\n");
    for (const struct doc_node *n = part->first; n; n = n->next) {
        if (++count > PART_LINES)
            continue;
        buf_puts(p->out, "<li><a");
        epub_put_href(p, NULL, n);
        buf_puts(p->out, ">");
        epub_xml_text(p->out, n->as.meta->title);
        buf_puts(p->out, "</a></li>\n");
    }
    buf_puts(p->out, "</ol>\n");
    if (count > PART_LINES)
        buf_printf(p->out, korean ? "<p class=\"more\">외 %zu편</p>\n"
                                  : "<p class=\"more\">and %zu more</p>\n",
                   count - PART_LINES);
}

void epub_page_part(const struct epub_book *book, const struct epub_file *file,
                    struct buf *out)
{
    const struct doc_meta *m = file->article->as.meta;
    const char *lang = m->lang ? m->lang : book->meta->lang;
    const char *id = file->article->id ? file->article->id : "part";
    struct epub_page p = {.book = book, .file = file, .out = out, .lang = lang};
    char label[EPUB_PART_SIZE];

    epub_part_label(file->number, lang, label);
    epub_page_open(out, lang, m->title);
    buf_printf(out,
               "<body>\n<section class=\"part-page\" epub:type=\"part\" "
               "role=\"doc-part\" id=\"%s\" aria-labelledby=\"%s-title\">\n",
               id, id);
    if (*label)
        buf_printf(out, "<p class=\"part-number\">%s</p>\n", label);
    buf_printf(out, "<h1 id=\"%s-title\">", id);
    put_title(out, m->title);
    buf_puts(out, "</h1>\n<hr/>\n");
    put_members(&p, file->article);
    buf_puts(out, "</section>\n");
    epub_page_close(out);
}

void epub_page_title(const struct epub_book *book, struct buf *out)
{
    const struct doc_meta *m = book->meta;

    epub_page_open(out, m->lang, m->title);
    buf_puts(out,
             "<body>\n<section class=\"title-page\" epub:type=\"titlepage\">\n<h1>");
    put_title(out, m->title);
    buf_puts(out, "</h1>\n");
    if (m->author_count > 0) {
        buf_puts(out, "<p class=\"byline\">");
        put_authors(out, m);
        buf_puts(out, "</p>\n");
    }
    buf_puts(out, "</section>\n");
    epub_page_close(out);
}

void epub_page_cover(const struct epub_book *book, const char *image, struct buf *out)
{
    const struct doc_meta *m = book->meta;
    struct buf alt = {0};

    buf_puts(&alt, m->title);
    for (size_t i = 0; i < m->author_count; i++)
        buf_printf(&alt, ", %s", m->authors[i].name);
    epub_page_open(out, m->lang, epub_word(EPUB_WORD_COVER, m->lang));
    buf_puts(out, "<body class=\"cover\">\n<section epub:type=\"cover\">\n<div "
                  "class=\"cover-image\"><img");
    epub_xml_attribute(out, "src", image);
    epub_xml_attribute(out, "alt", buf_str(&alt));
    buf_puts(out, "/></div>\n</section>\n");
    epub_page_close(out);
    buf_release(&alt);
}
