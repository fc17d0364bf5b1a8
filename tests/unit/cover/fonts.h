#ifndef FONTS_H
#define FONTS_H

#include "text/fontset.h"
#include "util/arena.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *source_root = ".";

/* The real faces. */
static inline struct text_fontset *open_fonts(struct diag *diag)
{
    struct arena a = {0};
    struct text_fontset *fonts =
        text_fontset_create(path_join(&a, source_root, "fonts"), NULL, diag);

    assert_non_null(fonts);
    arena_release(&a);
    return fonts;
}

#endif
