#include "cli/options.h"

#include "doc/meta.h"
#include "theme/theme.h"
#include "util/path.h"
#include "util/str.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The command line being read. */
struct parse {
    struct cli_options *options;
    struct diag *diag;
    char **argv;
    int argc, at;
    struct arena *arena;
};

struct option {
    char letter;
    const char *name, *argument; /* argument: its name, or NULL when there is none */
    const char *help;
    bool (*set)(struct parse *p, const struct option *o, const char *value);
    size_t offset; /* of the field that set_string and set_flag fill */
    bool aside;    /* changes no byte of what is made */
    bool optional; /* the argument, which then stands after "=" only */
};

static bool wrong(struct parse *p, const char *what, const char *value,
                  const char *hint)
{
    diag_error(p->diag, (struct diag_pos){0}, "usage", "%s %s; %s", what, value, hint);
    return false;
}

static void *field(struct parse *p, const struct option *o)
{
    return (char *)p->options + o->offset;
}

static bool set_string(struct parse *p, const struct option *o, const char *value)
{
    *(const char **)field(p, o) = value;
    return true;
}

static bool set_flag(struct parse *p, const struct option *o, const char *value)
{
    (void)value;
    *(bool *)field(p, o) = true;
    return true;
}

static bool set_output(struct parse *p, const struct option *o, const char *value)
{
    struct cli_options *to = p->options;
    const char *ext = path_ext(value);
    const char **file = strcmp(ext, ".epub") == 0  ? &to->epub
                        : strcmp(ext, ".pdf") == 0 ? &to->pdf
                                                   : NULL;

    (void)o;
    if (strcmp(value, "-") == 0) {
        to->to_stdout = true;
        return true;
    }
    if (!file)
        return wrong(p, "cannot tell what to make of", value,
                     "an output ends in .epub or .pdf");
    if (*file)
        return wrong(p, "one run makes one file of a kind, not also", value,
                     "name at most one .epub and one .pdf");
    *file = value;
    return true;
}

/* "epub", "pdf" or both with a comma between. */
static bool set_to(struct parse *p, const struct option *o, const char *value)
{
    struct str rest = str_of(value);

    (void)o;
    p->options->to_epub = p->options->to_pdf = false;
    for (;;) {
        size_t end = str_find_char(rest, ',');
        struct str form = str_head(rest, end);

        if (str_is(form, "epub"))
            p->options->to_epub = true;
        else if (str_is(form, "pdf"))
            p->options->to_pdf = true;
        else
            return wrong(p, "cannot make", value, "--to takes epub, pdf or epub,pdf");
        if (end == rest.len)
            return true;
        rest = str_skip(rest, end + 1);
    }
}

static bool set_progress(struct parse *p, const struct option *o, const char *value)
{
    static const char *const names[] = {"auto", "always", "never"};

    (void)o;
    for (int i = CLI_LIVE_AUTO; i <= CLI_LIVE_NEVER; i++)
        if (strcmp(value, names[i]) == 0) {
            p->options->progress = (enum cli_live)i;
            return true;
        }
    return wrong(p, "no such progress:", value, "--progress takes auto, always or never");
}

static bool set_font_dir(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    p->options->font_dirs[p->options->font_dir_count++] = value;
    return true;
}

static bool set_follow(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    p->options->follow[p->options->follow_count++] = value;
    return true;
}

static bool set_links(struct parse *p, const struct option *o, const char *value)
{
    enum theme_links links;

    (void)o;
    if (!theme_links_parse(value, &links))
        return wrong(p, "no place:", value, "--links takes plain, notes or list");
    p->options->links = value;
    return true;
}

static bool set_breaks(struct parse *p, const struct option *o, const char *value)
{
    enum theme_breaks breaks;

    (void)o;
    if (!theme_breaks_parse(value, &breaks))
        return wrong(p, "no way to break text:", value,
                     "--breaks takes eojeol, syllable or hybrid");
    p->options->breaks = value;
    return true;
}

static bool set_series(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    p->options->series = doc_series_read(arena_strdup(p->arena, value));
    return true;
}

static bool set_profile(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    p->options->profile = epub_profile_find(value);
    return p->options->profile ||
           wrong(p, "not a profile:", value,
                 "--profile takes generic, kindle, kobo or apple");
}

static bool set_conforms(struct parse *p, const struct option *o, const char *value)
{
    static const char *const levels[] = {"A", "AA", "AAA"};

    (void)o;
    for (size_t i = 0; i < 3; i++)
        if (str_eq_nocase(str_of(value), str_of(levels[i])))
            p->options->claim.level = levels[i];
    return p->options->claim.level ||
           wrong(p, "not a level of WCAG:", value, "--conforms-to takes A, AA or AAA");
}

/* 1 to `most`; false for anything else. */
static bool read_number(const char *value, long most, int *out)
{
    char *end;
    long n = strtol(value, &end, 10);

    if (end == value || *end || n < 1 || n > most)
        return false;
    *out = (int)n;
    return true;
}

/* The screen of most e-readers, 6 inches at 300 dpi. */
#define EREADER_WIDTH  1072
#define EREADER_HEIGHT 1448

static bool set_images(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    p->options->image_width = p->options->image_height = 0;
    if (strcmp(value, "original") == 0)
        return true;
    if (strcmp(value, "ereader") == 0) {
        p->options->image_width = EREADER_WIDTH;
        p->options->image_height = EREADER_HEIGHT;
        return true;
    }
    return (read_number(value, 65535, &p->options->image_width) &&
            p->options->image_width >= 16) ||
           wrong(p, "not a size of images:", value,
                 "--images takes original, ereader or a width of 16 to 65535 pixels");
}

static bool set_threads(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    return read_number(value, 1024, &p->options->threads) ||
           wrong(p, "not a number of threads:", value, "-j takes 1 to 1024");
}

static bool set_seconds(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    return read_number(value, 3600, &p->options->fetch_seconds) ||
           wrong(p, "not a number of seconds:", value, "--fetch-seconds takes 1 to 3600");
}

static bool set_booklet(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    p->options->booklet = PDF_BOOKLET_AUTO;
    return !value || read_number(value, 100, &p->options->booklet) ||
           wrong(p, "not a number of sheets:", value, "--booklet takes 1 to 100");
}

static bool set_diagnostics(struct parse *p, const struct option *o, const char *value)
{
    (void)o;
    if (strcmp(value, "json") != 0 && strcmp(value, "text") != 0)
        return wrong(p, "not a form of messages:", value,
                     "--diagnostics takes text or json");
    p->options->json = strcmp(value, "json") == 0;
    return true;
}

#define FIELD(name) offsetof(struct cli_options, name)

/* Every option, in the order of --help. */
static const struct option table[] = {
    {'o', "output", "FILE", "write FILE.epub or FILE.pdf; twice makes both", set_output,
     0, true},
    {0, "to", "FORMS", "make epub, pdf or epub,pdf of each article", set_to, 0},
    {'d', "directory", "DIR", "folder for what --to makes", set_string, FIELD(dir),
     true},
    {0, "force", NULL, "make again what did not change", set_flag, FIELD(force), true},
    {0, "depfile", "FILE", "write what the outputs were made of, for make and ninja",
     set_string, FIELD(depfile), true},
    {0, "page", "SIZE", "a4 (default), a5, sinkuk, b6 or WxH (mm)", set_string,
     FIELD(page)},
    {0, "theme", "NAME", "default, print, large, or a YAML file", set_string,
     FIELD(theme)},
    {0, "breaks", "MODE", "break Korean text by eojeol, syllable or hybrid", set_breaks,
     0},
    {0, "print", NULL, "a PDF for paper: theme print, addresses and page numbers",
     set_flag, FIELD(print)},
    {0, "booklet", "SHEETS", "two pages a side, to be folded in signatures of SHEETS",
     set_booklet, 0, .optional = true},
    {0, "links", "WHERE", "addresses of links: plain, notes or list", set_links, 0},
    {0, "font-dir", "DIR", "more fonts to fall back on", set_font_dir, 0},
    {0, "site", "DIR", "folder that /absolute paths mean", set_string, FIELD(site)},
    {0, "site-url", "URL", "address the site is published at", set_string,
     FIELD(site_url)},
    {0, "follow", "INDEX.md", "bind what this index leads to, in its order", set_follow,
     0},
    {0, "keep-stubs", NULL, "bind articles without text too", set_flag,
     FIELD(keep_stubs)},
    {0, "list", NULL, "print what would be bound, in order", set_flag, FIELD(list)},
    {0, "title", "TEXT", "title of the book", set_string, FIELD(title)},
    {0, "author", "NAME", "author of the book", set_string, FIELD(author)},
    {0, "lang", "TAG", "language (BCP 47) of the book", set_string, FIELD(lang)},
    {0, "cover", "FILE", "cover image instead of a drawn one", set_string,
     FIELD(cover)},
    {0, "series", "NAME[,N]", "series of the book, and its place in it", set_series, 0},
    {0, "profile", "NAME", "keep and check the rules of generic, kindle, kobo or apple",
     set_profile, 0},
    {0, "conforms-to", "LEVEL", "say that the EPUB conforms to WCAG 2.1 A, AA or AAA",
     set_conforms, 0},
    {0, "certified-by", "NAME", "who examined it and says so", set_string,
     FIELD(claim.certifier)},
    {0, "embed-fonts", NULL, "put fonts into the EPUB, cut to its characters", set_flag,
     FIELD(embed_fonts)},
    {0, "images", "SIZE", "of the EPUB: original (default), ereader, or a width in px",
     set_images, 0},
    {0, "grey", NULL, "images of the EPUB without colour", set_flag, FIELD(grey)},
    {0, "identifier", "URN", "identifier of the book", set_string, FIELD(identifier)},
    {0, "fetch", NULL, "fetch images that lie on the network", set_flag, FIELD(fetch)},
    {0, "cache", "DIR", "keep fetched images there", set_string, FIELD(cache), true},
    {0, "offline", NULL, "of them, use what was fetched before alone", set_flag,
     FIELD(offline)},
    {0, "refresh", NULL, "ask for newer ones of what was fetched before", set_flag,
     FIELD(refresh), true},
    {0, "fetch-private", NULL, "fetch from private networks and this machine too",
     set_flag, FIELD(private_hosts)},
    {0, "fetch-seconds", "N", "time that one image may take (default: 60)", set_seconds,
     0, true},
    {0, "keep-furniture", NULL, "keep navigation cards, rules and closing cards",
     set_flag, FIELD(keep_furniture)},
    {'j', "jobs", "N", "threads to use (default: one per processor)", set_threads, 0,
     true},
    {0, "no-sandbox", NULL, "do without the kernel's guard over files and calls",
     set_flag, FIELD(no_sandbox), true},
    {0, "strict", NULL, "a warning is a failure: no output", set_flag, FIELD(strict)},
    {'q', "quiet", NULL, "no notes", set_flag, FIELD(quiet), true},
    {'v', "verbose", NULL, "say how long each stage took", set_flag,
     FIELD(verbose), true},
    {0, "diagnostics", "FORM", "messages as text (default) or json", set_diagnostics,
     0, true},
    {0, "progress", "WHEN", "show how far a long run is: auto, always or never",
     set_progress, 0, true},
    {0, "dump-tree", NULL, "print the document tree", set_flag, FIELD(dump_tree), true},
    {0, "dump-pages", NULL, "print the laid-out pages", set_flag, FIELD(dump_pages),
     true},
    {0, "dump-tags", NULL, "print the structure of the tagged PDF", set_flag,
     FIELD(dump_tags), true},
    {0, "version", NULL, "print the version", set_flag, FIELD(version), true},
    {0, "help", NULL, "print this text", set_flag, FIELD(help), true},
    {0, "timings", NULL, NULL, set_flag, FIELD(timings), true}, /* for the benchmark */
};

#define TABLE_SIZE (sizeof table / sizeof *table)

static const struct option *find_long(struct str name)
{
    for (size_t i = 0; i < TABLE_SIZE; i++)
        if (str_is(name, table[i].name))
            return &table[i];
    return NULL;
}

static const struct option *find_letter(char letter)
{
    for (size_t i = 0; i < TABLE_SIZE; i++)
        if (letter && table[i].letter == letter)
            return &table[i];
    return NULL;
}

/* The option that was probably meant: begins the same way, or is a few letters off. */
static const char *nearest(struct str name)
{
    const char *best = NULL;
    int least = 4;

    for (size_t i = 0; i < TABLE_SIZE; i++) {
        struct str candidate = str_of(table[i].name);
        int distance = str_distance(name, candidate, 3);

        if (!table[i].help)
            continue;
        if (name.len >= 3 && str_eq(str_head(candidate, name.len), name))
            distance = 0;
        if (distance < least) {
            least = distance;
            best = table[i].name;
        }
    }
    return best;
}

static bool unknown(struct parse *p, const char *argument, struct str name)
{
    const char *meant = nearest(name);

    if (meant)
        diag_error(p->diag, (struct diag_pos){0}, "usage",
                   "there is no option %s; did you mean --%s?", argument, meant);
    else
        diag_error(p->diag, (struct diag_pos){0}, "usage",
                   "there is no option %s; seoga --help lists them", argument);
    return false;
}

static bool set(struct parse *p, const struct option *o, const char *value)
{
    struct hash_sha1 *said = &p->options->said;

    if (!o->aside) {
        hash_sha1_add(said, o->name, strlen(o->name) + 1);
        if (value)
            hash_sha1_add(said, value, strlen(value) + 1);
    }
    return o->set(p, o, value);
}

/* `value` is what stood after "=" or the letter, or NULL. */
static bool apply(struct parse *p, const struct option *o, const char *value)
{
    if (!o->argument || (o->optional && !value))
        return set(p, o, NULL);
    if (!value && p->at + 1 < p->argc)
        value = p->argv[++p->at];
    if (!value || !*value)
        return wrong(p, "no argument for", p->argv[p->at],
                     "seoga --help lists what options take");
    return set(p, o, value);
}

static bool parse_long(struct parse *p, const char *argument)
{
    struct str name = str_of(argument + 2);
    const char *equals = strchr(argument, '=');
    const struct option *o;

    if (equals)
        name = str_head(name, (size_t)(equals - argument - 2));
    o = find_long(name);
    if (!o)
        return unknown(p, argument, name);
    if (equals && !o->argument)
        return wrong(p, "too much:", argument, "this option takes no argument");
    return apply(p, o, equals ? equals + 1 : NULL);
}

/* "-qv", "-j4", "-oFILE": flags may share a dash, an argument may follow at once. */
static bool parse_letters(struct parse *p, const char *argument)
{
    for (const char *s = argument + 1; *s; s++) {
        const struct option *o = find_letter(*s);

        if (!o)
            return unknown(p, argument, str_of(argument + 1));
        if (o->argument)
            return apply(p, o, s[1] ? s + 1 : NULL);
        if (!apply(p, o, NULL))
            return false;
    }
    return true;
}

static bool parse_argument(struct parse *p, bool *names_only)
{
    const char *argument = p->argv[p->at];

    if (*names_only || argument[0] != '-' || argument[1] == '\0') {
        p->options->inputs[p->options->input_count++] = argument;
        return true;
    }
    if (strcmp(argument, "--") == 0) {
        *names_only = true;
        return true;
    }
    return argument[1] == '-' ? parse_long(p, argument) : parse_letters(p, argument);
}

bool cli_options_parse(struct cli_options *o, int argc, char **argv, struct arena *a,
                       struct diag *diag)
{
    struct parse p = {o, diag, argv, argc, 1, a};
    bool names_only = false;

    assert(argc >= 0);
    *o = (struct cli_options){0};
    hash_sha1_init(&o->said);
    o->inputs = arena_array(a, const char *, (size_t)argc + 1);
    o->follow = arena_array(a, const char *, (size_t)argc + 1);
    o->font_dirs = arena_array(a, const char *, (size_t)argc + 1);
    for (; p.at < argc; p.at++)
        if (!parse_argument(&p, &names_only))
            return false;
    return true;
}

void cli_options_help(FILE *out)
{
    fputs("usage: seoga [options] INPUT... -o OUT.epub [-o OUT.pdf]\n"
          "       seoga [options] INPUT... --to epub,pdf -d OUT\n"
          "Turns Markdown articles into an EPUB and a PDF; several become one book, or\n"
          "with -d each one of its own. INPUT is an article, a reading list (FILE.yaml),\n"
          "a folder of articles, or - for standard input.\n\n",
          out);
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        const struct option *o = &table[i];
        char left[40];

        if (!o->help)
            continue;
        snprintf(left, sizeof left, "%c%c%s--%s%s%s%s", o->letter ? '-' : ' ',
                 o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
                 o->optional ? "[=" : o->argument ? " " : "",
                 o->argument ? o->argument : "", o->optional ? "]" : "");
        fprintf(out, "  %-24s %s\n", left, o->help);
    }
    fputs("\nExit status: 0 done, 1 an input or output failed, 2 wrong usage.\n", out);
}
