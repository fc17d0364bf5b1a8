#include "theme/field.h"
#include "theme/resolve.h"
#include "util/str.h"

#include <string.h>

/* Keys further away than this from every known one get no suggestion. */
#define NEAR 3

/* The known key nearest to what was written. */
struct nearest {
    const char *written, *known;
    int distance;
};

static void consider(struct nearest *n, const char *known)
{
    int distance = str_distance(str_of(n->written), str_of(known), NEAR);

    if (distance < n->distance) {
        n->distance = distance;
        n->known = known;
    }
}

static bool complain(const struct theme_source *source, const char *path,
                     const struct data_value *value, const struct nearest *n)
{
    struct diag_pos pos = {path, value->line, value->column};

    if (n->known)
        diag_error(source->diag, pos, "theme-key",
                   "unknown key \"%s\"; did you mean \"%s\"?", n->written, n->known);
    else
        diag_error(source->diag, pos, "theme-key", "unknown key \"%s\"", n->written);
    return false;
}

static bool in_fields(const struct theme_field *fields, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].key, key) == 0)
            return true;
    return false;
}

static bool check_key(const struct theme_source *source, const char *path,
                      const struct theme_section *section,
                      const struct data_value *value)
{
    bool styled = section->origin != THEME_PLAIN;
    struct nearest n = {value->key, NULL, NEAR + 1};

    if (in_fields(section->fields, section->count, value->key) ||
        (styled && in_fields(theme_style_fields, theme_style_field_count, value->key)))
        return true;
    for (size_t i = 0; i < section->count; i++)
        consider(&n, section->fields[i].key);
    for (size_t i = 0; styled && i < theme_style_field_count; i++)
        consider(&n, theme_style_fields[i].key);
    return complain(source, path, value, &n);
}

static const char *const singles[] = {"base", "min_size"};

static bool check_section(const struct theme_source *source, const char *path,
                          const struct data_value *value)
{
    struct nearest n = {value->key, NULL, NEAR + 1};
    bool ok = true;

    for (size_t i = 0; i < sizeof(singles) / sizeof(*singles); i++) {
        if (strcmp(singles[i], value->key) == 0)
            return true;
        consider(&n, singles[i]);
    }
    for (size_t i = 0; i < theme_section_count; i++) {
        if (strcmp(theme_sections[i].name, value->key) != 0) {
            consider(&n, theme_sections[i].name);
            continue;
        }
        for (const struct data_value *v = value->first; v; v = v->next)
            ok = (!v->key || check_key(source, path, &theme_sections[i], v)) && ok;
        if (value->kind != DATA_MAP) {
            diag_error(source->diag,
                       (struct diag_pos){path, value->line, value->column},
                       "theme-value", "%s must be a map such as {size: 1}", value->key);
            return false;
        }
        return ok;
    }
    return complain(source, path, value, &n);
}

bool theme_resolve_keys(const struct theme_source *source)
{
    bool ok = true;

    for (size_t i = 0; i < source->count; i++)
        for (const struct data_value *v = source->layers[i].map->first; v; v = v->next)
            ok = check_section(source, source->layers[i].path, v) && ok;
    return ok;
}
