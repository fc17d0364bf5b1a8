/*
 * What an EPUB must be: entries that inflate, XML that is well-formed (EPUB 3.3 §3.3), ids
 * once in each document, and nothing linked to that is not there.
 */
#include "fuzz.h"

#include "util/arena.h"
#include "util/path.h"
#include "util/str.h"

#include <expat.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct id {
    const char *name;
    struct id *next;
};

struct link {
    const char *file, *url; /* where it stands, what it says */
    struct link *next;
};

struct entry {
    const char *name;
    struct id *ids[256]; /* by hash */
};

struct book {
    struct arena arena;
    struct entry *entries;
    size_t count;
    struct link *links;
};

/* A document being read. */
struct reading {
    struct book *book;
    struct entry *entry;
};

static struct id **slot_of(struct entry *e, const char *name)
{
    unsigned hash = 5381;

    for (const char *s = name; *s; s++)
        hash = hash * 33 + (unsigned char)*s;
    return &e->ids[hash % 256];
}

static bool has_id(struct entry *e, const char *name)
{
    for (const struct id *id = *slot_of(e, name); id; id = id->next)
        if (strcmp(id->name, name) == 0)
            return true;
    return false;
}

static void add_id(struct reading *r, const char *name)
{
    struct id *id = arena_new(&r->book->arena, struct id), **slot;

    if (!*name || strpbrk(name, " \t\r\n"))
        fuzz_fail("epub: an id that is none");
    if (has_id(r->entry, name))
        fuzz_fail("epub: an id twice");
    slot = slot_of(r->entry, name);
    *id = (struct id){arena_strdup(&r->book->arena, name), *slot};
    *slot = id;
}

static void add_link(struct reading *r, const char *url)
{
    struct link *link = arena_new(&r->book->arena, struct link);

    *link = (struct link){r->entry->name, arena_strdup(&r->book->arena, url),
                          r->book->links};
    r->book->links = link;
}

static void XMLCALL on_element(void *user, const XML_Char *name,
                               const XML_Char **attributes)
{
    struct reading *r = user;

    if (strcmp(name, "script") == 0 || strcmp(name, "iframe") == 0)
        fuzz_fail("epub: what acts");
    for (; *attributes; attributes += 2) {
        if (strcmp(attributes[0], "id") == 0 || strcmp(attributes[0], "xml:id") == 0)
            add_id(r, attributes[1]);
        if (strcmp(attributes[0], "href") == 0 || strcmp(attributes[0], "src") == 0 ||
            strcmp(attributes[0], "xlink:href") == 0)
            add_link(r, attributes[1]);
        if (strncmp(attributes[0], "on", 2) == 0)
            fuzz_fail("epub: what acts");
    }
}

static void read_document(struct book *book, struct entry *e, const char *bytes,
                          size_t len)
{
    struct reading reading = {book, e};
    XML_Parser parser = XML_ParserCreate(NULL);

    XML_SetUserData(parser, &reading);
    XML_SetStartElementHandler(parser, on_element);
    if (XML_Parse(parser, bytes, (int)len, XML_TRUE) != XML_STATUS_OK)
        fuzz_fail("epub: a document that is not well-formed");
    XML_ParserFree(parser);
}

static bool is_document(const char *name)
{
    const char *ext = path_ext(name);

    return strcmp(ext, ".xhtml") == 0 || strcmp(ext, ".opf") == 0 ||
           strcmp(ext, ".ncx") == 0 || strcmp(ext, ".xml") == 0 ||
           strcmp(ext, ".svg") == 0;
}

static void read_entry(struct book *book, zip_t *zip, size_t index)
{
    struct entry *e = &book->entries[index];
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    zip_stat_t st;
    char *bytes;

    if (!file || zip_stat_index(zip, index, 0, &st) != 0)
        fuzz_fail("epub: an entry that cannot be opened");
    bytes = malloc(st.size + 1);
    /* The sum is looked at by the read that finds the end. */
    if (!bytes || zip_fread(file, bytes, st.size) != (zip_int64_t)st.size ||
        zip_fread(file, bytes, 1) != 0 || zip_fclose(file) != 0)
        fuzz_fail("epub: an entry that does not inflate");
    if (index == 0 && (strcmp(e->name, "mimetype") != 0 ||
                       st.comp_method != ZIP_CM_STORE || st.size != 20))
        fuzz_fail("epub: no mimetype first");
    if (is_document(e->name))
        read_document(book, e, bytes, st.size);
    free(bytes);
}

static struct entry *find_entry(const struct book *book, const char *name)
{
    for (size_t i = 0; i < book->count; i++)
        if (book->entries[i].name && strcmp(book->entries[i].name, name) == 0)
            return &book->entries[i];
    return NULL;
}

static bool is_outside(const char *url)
{
    return strncmp(url, "https:", 6) == 0 || strncmp(url, "http:", 5) == 0 ||
           strncmp(url, "mailto:", 7) == 0 || strncmp(url, "tel:", 4) == 0;
}

static void check_link(struct book *book, const struct link *l)
{
    const char *fragment = strchr(l->url, '#'), *path;
    size_t len = strcspn(l->url, "#");
    struct entry *to;

    if (is_outside(l->url) || strncmp(l->url, "data:image/", 11) == 0)
        return;
    if (path_has_scheme(l->url))
        fuzz_fail("epub: an address of another kind");
    path = path_percent_decode(&book->arena, arena_strndup(&book->arena, l->url, len));
    path = path_normal(&book->arena,
                       path_join(&book->arena, path_dir(&book->arena, l->file), path));
    to = len == 0 ? find_entry(book, l->file) : find_entry(book, path ? path : "");
    if (!to)
        fuzz_fail("epub: a link to a file that is not there");
    if (fragment && !has_id(to, path_percent_decode(&book->arena, fragment + 1)))
        fuzz_fail("epub: a link to an id that is not there");
}

void fuzz_check_epub(const void *bytes, size_t len)
{
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    struct book book = {0};

    if (!zip)
        fuzz_fail("epub: no archive");
    book.count = (size_t)zip_get_num_entries(zip, 0);
    book.entries = arena_array(&book.arena, struct entry, book.count);
    for (size_t i = 0; i < book.count; i++) {
        book.entries[i].name =
            arena_strdup(&book.arena, zip_get_name(zip, i, ZIP_FL_ENC_RAW));
        if (find_entry(&book, book.entries[i].name) != &book.entries[i])
            fuzz_fail("epub: an entry twice");
    }
    for (size_t i = 0; i < book.count; i++)
        read_entry(&book, zip, i);
    for (const struct link *l = book.links; l; l = l->next)
        check_link(&book, l);
    zip_discard(zip);
    arena_release(&book.arena);
}
