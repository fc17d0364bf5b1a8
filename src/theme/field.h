#ifndef THEME_FIELD_H
#define THEME_FIELD_H

#include <stdbool.h>
#include <stddef.h>

/* Which keys a theme file may hold, and where each value goes. */
enum theme_field_type {
    THEME_FIELD_LENGTH, /* int32_t sp; a bare factor counts L */
    THEME_FIELD_SIZE,   /* int32_t sp; a factor of f, rounded */
    THEME_FIELD_SHARE,  /* int, thousandths */
    THEME_FIELD_NUMBER, /* int */
    THEME_FIELD_FLAG,   /* bool */
    THEME_FIELD_COLOUR, /* struct theme_colour */
    THEME_FIELD_STRING, /* const char * */
    THEME_FIELD_FAMILY,
    THEME_FIELD_ALIGN,
    THEME_FIELD_BREAKS,
    THEME_FIELD_LINKS,
    THEME_FIELD_NUMBERING,
    THEME_FIELD_PAGE /* read by the page presets, not here */
};

struct theme_field {
    const char *key;
    enum theme_field_type type;
    size_t
        offset; /* in struct theme, or in struct theme_style for theme_style_fields */
    int index;  /* place in a list, counted from 1; 0: the value is no list */
};

enum theme_origin {
    THEME_PLAIN,   /* no style in this section */
    THEME_OF_BODY, /* what is not said is as in body */
    THEME_OF_LABEL /* what is not said: serif, regular, ink, left, whole eojeol */
};

struct theme_section {
    const char *name;
    enum theme_origin origin;
    size_t style; /* offset of its struct theme_style in struct theme */
    const struct theme_field *fields;
    size_t count;
};

/* Sections in the order they are resolved in: colours before what names them. */
extern const struct theme_section theme_sections[];
extern const size_t theme_section_count;

/* What every section with a style may say; `size` comes first. */
extern const struct theme_field theme_style_fields[];
extern const size_t theme_style_field_count;

#endif
