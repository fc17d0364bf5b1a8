#include "cli/house.h"

#include "cli/data.h"
#include "cli/run.h"
#include "util/path.h"

#include <dirent.h>
#include <string.h>

/* The program's own fonts come first, as in the text of the book. */
static const char *const *font_folders(struct cli_house *h, const struct cli_options *o)
{
    const char **folders = arena_array(&h->arena, const char *, o->font_dir_count + 2);

    folders[0] = path_join(&h->arena, h->data, "fonts");
    if (o->font_dir_count)
        memcpy(folders + 1, o->font_dirs, o->font_dir_count * sizeof *folders);
    return folders;
}

/* What the command line says goes before what articles ask for. */
static void fix_breaks(struct theme *theme, const char *mode)
{
    enum theme_breaks breaks;

    theme->breaks_fixed = theme_breaks_parse(mode, &breaks);
    if (theme->breaks_fixed)
        theme_set_breaks(theme, breaks);
}

static bool wants_theme(const struct cli_options *o)
{
    return o->pdf || o->to_pdf || o->dump_pages || o->dump_tags || o->page ||
           o->theme || o->print;
}

/* Where the theme has no place for addresses, they are footnotes. */
static void print(struct theme *theme)
{
    if (theme->links == THEME_LINKS_PLAIN)
        theme->links = THEME_LINKS_NOTES;
    theme->print_pages = true;
}

int cli_house_open(struct cli_house *h, const struct cli_options *o, struct diag *diag)
{
    *h = (struct cli_house){0};
    h->data = cli_data_folder(&h->arena, diag);
    if (!h->data)
        return CLI_FAILED;
    h->font_folders = font_folders(h, o);
    if (!wants_theme(o))
        return CLI_DONE;
    h->theme = theme_load(path_join(&h->arena, h->data, "templates"),
                          o->print && !o->theme ? "print" : o->theme, o->page,
                          &h->arena, diag);
    if (h->theme && o->breaks)
        fix_breaks(h->theme, o->breaks);
    if (h->theme && o->print)
        print(h->theme);
    if (h->theme && o->booklet)
        theme_set_facing(h->theme);
    if (h->theme && o->links)
        theme_links_parse(o->links, &h->theme->links);
    return h->theme ? CLI_DONE : CLI_WRONG_USAGE;
}

void cli_house_close(struct cli_house *h)
{
    text_fontset_destroy(h->fonts);
    arena_release(&h->arena);
    *h = (struct cli_house){0};
}

bool cli_house_fonts(struct cli_house *h, const struct cli_options *o,
                     struct diag *diag)
{
    if (!h->fonts)
        h->fonts = text_fontset_create(h->font_folders[0], o->font_dirs, diag);
    return h->fonts != NULL;
}

/* What lies in a folder of fonts, or a font by itself. */
static void add_fonts(struct deps *deps, const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *e;

    if (!dir)
        deps_add(deps, NULL, folder);
    while (dir && (e = readdir(dir)))
        if (e->d_name[0] != '.')
            deps_add(deps, folder, e->d_name);
    if (dir)
        closedir(dir);
}

void cli_house_deps(const struct cli_house *h, const struct cli_options *o,
                    struct deps *deps)
{
    for (size_t i = 0; h->theme && h->theme->files[i]; i++)
        deps_add(deps, NULL, h->theme->files[i]);
    deps_add(deps, h->data, "templates/epub/style.css");
    if (o->cover)
        deps_add(deps, NULL, o->cover);
    for (size_t i = 0; i < o->font_dir_count; i++)
        add_fonts(deps, o->font_dirs[i]);
}
