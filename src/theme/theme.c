#include "theme/theme.h"

#include "data/yaml.h"
#include "theme/field.h"
#include "theme/preset.h"
#include "theme/resolve.h"
#include "util/file.h"
#include "util/path.h"
#include "util/str.h"

#include <string.h>

#define SIZE_LIMIT (256u << 10)

static bool is_path(const char *name)
{
    return strchr(name, '/') || strcmp(path_ext(name), ".yaml") == 0;
}

/* Reads one theme file as a layer. False after reporting. */
static bool read_layer(struct theme_layer *layer, const char *path, struct arena *a,
                       struct diag *diag)
{
    struct buf text = {0};
    struct data_error error = {{0}};
    bool ok = file_read(path, SIZE_LIMIT, &text, diag);

    layer->path = arena_strdup(a, path);
    if (ok) {
        layer->map = data_yaml(a, buf_str(&text), text.len, &error);
        if (!layer->map) {
            diag_error(diag, (struct diag_pos){layer->path, error.line, error.column},
                       "theme-syntax", "%s", error.text);
            ok = false;
        } else if (layer->map->kind != DATA_MAP) {
            diag_error(diag, (struct diag_pos){.file = layer->path}, "theme-syntax",
                       "a theme is a map of sections such as `body: {size: 1}`");
            ok = false;
        }
    }
    buf_release(&text);
    return ok;
}

const char *theme_path(const char *templates_dir, const char *name, struct arena *a)
{
    return is_path(name) ? name
                         : arena_printf(a, "%s/pdf/%s.yaml", templates_dir, name);
}

bool theme_page_known(const char *page)
{
    struct theme_page trim = {0};

    return theme_preset_trim(page, &trim);
}

/* The file a theme's name stands for, or NULL after reporting [theme-missing]. */
static const char *find_theme(const char *templates_dir, const char *name,
                              struct arena *a, struct diag *diag)
{
    const char *path = theme_path(templates_dir, name, a);

    if (file_exists(path))
        return path;
    diag_error(diag, (struct diag_pos){.file = path}, "theme-missing",
               "there is no theme \"%s\"; default, print and large are built in", name);
    return NULL;
}

/* Reads `name` and all it is based on, the nearest first. 0 after reporting. */
static size_t read_layers(struct theme_layer *layers, const char *templates_dir,
                          const char *name, struct arena *a, struct diag *diag)
{
    size_t count = 0;

    while (count < THEME_LAYERS) {
        const char *path = find_theme(templates_dir, name, a, diag);
        const char *base;

        if (!path || !read_layer(&layers[count], path, a, diag))
            return 0;
        base = data_get_string(layers[count].map, "base");
        count++;
        if (!base && strcmp(name, "default") == 0)
            return count;
        name = base ? base : "default";
    }
    diag_error(diag, (struct diag_pos){.file = layers[0].path}, "theme-base",
               "more than %d themes are based on one another", THEME_LAYERS);
    return 0;
}

void theme_set_breaks(struct theme *theme, enum theme_breaks breaks)
{
    theme->body.breaks = breaks;
    theme->quote.style.breaks = breaks;
    theme->callout.style.breaks = breaks;
    theme->footnote.style.breaks = breaks;
}

void theme_set_facing(struct theme *theme)
{
    const int32_t fold = 6 * THEME_SP_PER_PT;

    if (theme->page.mirrored)
        return;
    theme->page.mirrored = true;
    theme->page.left_odd += fold;
    theme->page.left_even -= fold;
}

/* Which of three words it is; -1: none. */
static int word_of(const char *s, const char *const words[3])
{
    for (int i = 0; i < 3; i++)
        if (strcmp(s, words[i]) == 0)
            return i;
    return -1;
}

bool theme_breaks_parse(const char *s, enum theme_breaks *out)
{
    static const char *const words[] = {[THEME_BREAK_SYLLABLE] = "syllable",
                                        [THEME_BREAK_EOJEOL] = "eojeol",
                                        [THEME_BREAK_HYBRID] = "hybrid"};
    int index = word_of(s, words);

    if (index >= 0)
        *out = (enum theme_breaks)index;
    return index >= 0;
}

bool theme_links_parse(const char *s, enum theme_links *out)
{
    static const char *const words[] = {[THEME_LINKS_PLAIN] = "plain",
                                        [THEME_LINKS_NOTES] = "notes",
                                        [THEME_LINKS_LIST] = "list"};
    int index = word_of(s, words);

    if (index >= 0)
        *out = (enum theme_links)index;
    return index >= 0;
}

struct theme *theme_load(const char *templates_dir, const char *name, const char *page,
                         struct arena *a, struct diag *diag)
{
    struct theme *theme = arena_new(a, struct theme);
    struct theme_layer layers[THEME_LAYERS] = {{0}};
    struct theme_source source = {.layers = layers, .diag = diag};

    theme->files = arena_array(a, const char *, THEME_LAYERS + 1);
    theme->name = name ? arena_strdup(a, name) : "default";
    if (!theme_preset_trim(page ? arena_strdup(a, page) : "a4", &theme->page)) {
        diag_error(diag, (struct diag_pos){0}, "theme-page",
                   "unknown page size \"%s\": write a4, a5, sinkuk, b6 or WxHmm "
                   "(50 to 1000 mm a side)",
                   page);
        return NULL;
    }
    source.count = read_layers(layers, templates_dir, theme->name, a, diag);
    for (size_t i = 0; i < source.count; i++)
        theme->files[i] = layers[i].path;
    if (source.count == 0 || !theme_resolve_keys(&source) ||
        !theme_resolve(&source, theme, a))
        return NULL;
    return theme;
}
