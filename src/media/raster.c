#include "media/avif.h"
#include "media/decode.h"
#include "media/module.h"
#include "media/svg.h"
#include "media/vector.h"
#include "util/arena.h"
#include "util/guard.h"
#include "util/path.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* The decoders that are modules, seen from the program. */

/*
 * What the decoder behind libavif has to say it prints, and there is no other way to keep it
 * quiet; a copy of the program may crash besides.
 */
static const struct guard_limits avif_limits = {(size_t)256 << 20, 30};

struct avif_task {
    const struct media_avif_module *module;
    struct media_avif *avif;
    uint8_t *pixels;
};

static bool decode_avif(void *user)
{
    struct avif_task *t = user;

    return t->module->read(t->avif, t->pixels);
}

static enum media_verdict read_avif(struct avif_task *t,
                                    const struct media_avif_facts *facts,
                                    struct media_pixels *out)
{
    static const enum media_verdict verdicts[] = {[GUARD_DONE] = MEDIA_GOOD,
                                                  [GUARD_FAILED] = MEDIA_DAMAGED,
                                                  [GUARD_STOPPED] = MEDIA_TOO_LARGE};
    int components = facts->alpha ? 4 : 3;
    enum media_verdict verdict;
    size_t size;

    if (!media_decode_fits(out, facts->width, facts->height, components + facts->cost))
        return MEDIA_TOO_LARGE;
    size = (size_t)components * (size_t)out->width * (size_t)out->height;
    t->pixels = guard_memory(size);
    if (!t->pixels)
        return MEDIA_TOO_LARGE;
    verdict = verdicts[guard_run(&avif_limits, decode_avif, t)];
    if (verdict == MEDIA_GOOD) {
        buf_add(&out->colour, t->pixels, size);
        media_decode_part(out, components);
    }
    guard_free(t->pixels, size);
    return verdict;
}

enum media_verdict media_avif_decode(const void *bytes, size_t len,
                                     struct media_pixels *out)
{
    struct avif_task task = {.module = media_module("avif", sizeof *task.module)};
    struct media_avif_facts facts;
    enum media_verdict verdict;

    *out = (struct media_pixels){0};
    if (!task.module)
        return MEDIA_UNKNOWN;
    task.avif = task.module->open(bytes, len, &facts);
    if (!task.avif)
        return MEDIA_DAMAGED;
    verdict = read_avif(&task, &facts, out);
    task.module->close(task.avif);
    if (verdict != MEDIA_GOOD)
        media_pixels_release(out);
    return verdict;
}

/* Fonts */

static bool is_font(const char *name)
{
    static const char *const extensions[] = {".ttf", ".otf", ".ttc", ".otc"};

    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (strcasecmp(path_ext(name), extensions[i]) == 0)
            return true;
    return false;
}

static int select_font(const struct dirent *entry)
{
    return is_font(entry->d_name);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name); /* whatever the locale */
}

struct names {
    const char **list; /* NULL-terminated */
    size_t count;
};

/* The fonts of a folder, or one that is named itself. */
static void add_fonts(struct arena *a, const char *folder, struct names *names)
{
    struct dirent **found = NULL;
    int n = is_font(folder) ? 0 : scandir(folder, &found, select_font, by_name);
    const char **longer;

    if (n < 0)
        return;
    longer = arena_array(a, const char *, names->count + (size_t)n + 2);
    if (names->count)
        memcpy(longer, names->list, names->count * sizeof *longer);
    names->list = longer;
    if (is_font(folder))
        longer[names->count++] = folder;
    for (int i = 0; i < n; i++) {
        longer[names->count++] = path_join(a, folder, found[i]->d_name);
        free(found[i]);
    }
    free(found);
}

/* NULL where the drawing holds no text: opening fonts takes longer than most drawings
 * do. */
static struct media_svg_fonts *open_fonts(const struct media_svg_module *module,
                                          const void *bytes, size_t len,
                                          const char *const *folders)
{
    struct arena scratch = {0};
    struct names names = {arena_array(&scratch, const char *, 1), 0};
    struct media_svg_fonts *fonts = NULL;

    if (folders && memmem(bytes, len, "<text", 5)) {
        for (; *folders; folders++)
            add_fonts(&scratch, *folders, &names);
        fonts = module->open_fonts(names.list);
    }
    arena_release(&scratch);
    return fonts;
}

/* SVG */

/* Premultiplied words become RGBA bytes. */
static void unmultiply(const uint32_t *words, uint8_t *pixels, size_t count)
{
    for (size_t i = 0; i < count; i++, pixels += 4) {
        uint32_t a = words[i] >> 24;

        for (int c = 0; c < 3; c++) {
            uint32_t value = words[i] >> (16 - 8 * c) & 0xFF;

            value = a ? (value * 255 + a / 2) / a : 0;
            pixels[c] = (uint8_t)(value > 255 ? 255 : value);
        }
        pixels[3] = (uint8_t)a;
    }
}

/*
 * librsvg takes minutes and gigabytes for drawings of a few lines that refer to
 * themselves in layers, and cannot be told to stop.
 */
static const struct guard_limits drawing_limits = {(size_t)160 << 20, 10};

struct task {
    const struct media_svg_module *module;
    struct media_svg_drawing drawing;
    const char *const *folders;
    uint32_t *words;
};

static bool draw(void *user)
{
    struct task *t = user;

    t->drawing.fonts =
        open_fonts(t->module, t->drawing.bytes, t->drawing.len, t->folders);
    return t->module->draw(&t->drawing, t->words);
}

/* What was cleaned is sound: if it cannot be drawn, then for want of memory or time. */
static enum media_verdict draw_guarded(struct task *t, struct media_pixels *out)
{
    size_t count = (size_t)out->width * (size_t)out->height;
    bool good;

    t->drawing.width = out->width;
    t->drawing.height = out->height;
    t->words = guard_memory(4 * count);
    if (!t->words)
        return MEDIA_TOO_LARGE;
    good = guard_run(&drawing_limits, draw, t) == GUARD_DONE;
    if (good) {
        unmultiply(t->words, (uint8_t *)buf_reserve(&out->colour, 4 * count), count);
        buf_commit(&out->colour, 4 * count);
        media_decode_part(out, 4);
    }
    guard_free(t->words, 4 * count);
    return good ? MEDIA_GOOD : MEDIA_TOO_LARGE;
}

enum media_verdict media_svg_decode(const void *bytes, size_t len, int width,
                                    const char *const *folders,
                                    struct media_pixels *out)
{
    struct task task = {.module = media_module("svg", sizeof *task.module),
                        .drawing = {.bytes = bytes, .len = len},
                        .folders = folders};
    struct media_vector_size size;

    *out = (struct media_pixels){0};
    if (!media_vector_size(bytes, len, &size))
        return MEDIA_DAMAGED;
    if (!media_decode_fits(out, width, media_vector_height(&size, width), 9))
        return MEDIA_TOO_LARGE;
    return task.module ? draw_guarded(&task, out) : MEDIA_UNKNOWN;
}
