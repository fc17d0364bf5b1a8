#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "doc/meta.h"
#include "epub/writer.h"
#include "pdf/booklet.h"
#include "util/arena.h"
#include "util/diag.h"
#include "util/hash.h"

#include <stdbool.h>
#include <stdio.h>

/* What the command line asks for. Strings are argv's; arrays live in the arena given.
 */
struct cli_options {
    const char **inputs;
    size_t input_count;
    const char *epub, *pdf; /* output files, or NULL */
    bool to_epub, to_pdf;   /* --to: what is made of each article */
    bool to_stdout;         /* -o - */
    const char *dir;        /* -d: its folder */
    const char *depfile;
    const char *page, *theme, *breaks, *links, *site, *site_url;
    const char *title, *author, *lang, *cover, *identifier;
    const char **font_dirs; /* NULL-terminated */
    size_t font_dir_count;
    struct doc_series series;
    const struct epub_profile *profile; /* NULL: none */
    struct epub_claim claim;
    int image_width, image_height; /* px at most in the EPUB; 0: as they are */
    bool grey, embed_fonts;
    const char *cache; /* --cache, or NULL: the user's */
    bool fetch, offline, refresh, private_hosts;
    int fetch_seconds; /* 0: not said */
    const char **follow; /* indexes */
    size_t follow_count;
    bool print, keep_furniture, keep_stubs, no_sandbox, strict, quiet, verbose, timings, json;
    bool list, dump_tree, dump_pages, dump_tags;
    bool force;
    enum cli_live { CLI_LIVE_AUTO, CLI_LIVE_ALWAYS, CLI_LIVE_NEVER } progress;
    bool version, help;
    int booklet; /* sheets of a signature or PDF_BOOKLET_AUTO; 0: none */
    int threads; /* 0: as many as there are processors */
    struct hash_sha1 said; /* every option that may change what is made, in order */
};

/*
 * Fills `*o` from the command line. False after reporting [usage]: an option that is
 * not known (with the nearest one), an argument that is missing or wrong.
 */
bool cli_options_parse(struct cli_options *o, int argc, char **argv, struct arena *a,
                       struct diag *diag);

void cli_options_help(FILE *out);

#endif
