#include "text/fontset.h"

#include "util/arena.h"
#include "util/file.h"
#include "util/heap.h"
#include "util/path.h"
#include "util/unicode.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The faces of fonts/; their order is their index. */
enum slot {
    SERIF,
    SERIF_BOLD,
    SANS,
    SANS_BOLD,
    MONO,
    MONO_BOLD,
    SERIF_ITALIC,
    SERIF_BOLD_ITALIC,
    SANS_ITALIC,
    SANS_BOLD_ITALIC,
    SYMBOLS,
    SYMBOLS_2,
    MATH,
    EMOJI,
    SLOT_COUNT
};

static const struct {
    const char *file;
    int face_index;
} shipped[SLOT_COUNT] = {
    [SERIF] = {"NotoSerifKR-Regular.otf", 0},
    [SERIF_BOLD] = {"NotoSerifKR-Bold.otf", 0},
    [SANS] = {"NotoSansKR-Regular.otf", 0},
    [SANS_BOLD] = {"NotoSansKR-Bold.otf", 0},
    [MONO] = {"D2Coding.ttc", 0},
    [MONO_BOLD] = {"D2Coding.ttc", 1},
    [SERIF_ITALIC] = {"NotoSerif-Italic.ttf", 0},
    [SERIF_BOLD_ITALIC] = {"NotoSerif-BoldItalic.ttf", 0},
    [SANS_ITALIC] = {"NotoSans-Italic.ttf", 0},
    [SANS_BOLD_ITALIC] = {"NotoSans-BoldItalic.ttf", 0},
    [SYMBOLS] = {"NotoSansSymbols-Regular.ttf", 0},
    [SYMBOLS_2] = {"NotoSansSymbols2-Regular.ttf", 0},
    [MATH] = {"NotoSansMath-Regular.ttf", 0},
    [EMOJI] = {"NotoColorEmoji.ttf", 0},
};

/* Where each family looks after its own faces. Even entries are regular, +1 is bold. */
static const enum slot families[TEXT_FAMILY_COUNT][3] = {
    [TEXT_SERIF] = {SERIF, SANS, MONO},
    [TEXT_SANS] = {SANS, SERIF, MONO},
    [TEXT_MONO] = {MONO, SANS, SERIF},
};
static const enum slot after_families[] = {SYMBOLS, SYMBOLS_2, MATH, EMOJI};

#define PATTERNS "hyph_en_US.dic"

enum { CODE_POINTS = 0x110000 };

struct text_fontset {
    struct text_fontset *faces_of; /* whose faces these are; NULL: its own */
    struct arena arena;
    const char *dir;
    _Atomic(struct text_font *) faces[SLOT_COUNT];
    atomic_bool failed[SLOT_COUNT];
    struct text_font **extra;
    int extra_count, extra_cap;
    struct text_hyphens *hyphens;
    bool hyphens_tried;
    pthread_mutex_t
        lock; /* of opening faces and patterns, of what was reported and of diag */
    struct diag *diag;
    uint8_t *missing; /* a bit for each code point: reported; NULL until the first */
};

static struct text_font *open_slot(struct text_fontset *s, enum slot slot)
{
    struct text_font *f;

    pthread_mutex_lock(&s->lock);
    f = atomic_load(&s->faces[slot]);
    if (!f && !atomic_load(&s->failed[slot])) {
        f = text_font_open(path_join(&s->arena, s->dir, shipped[slot].file),
                           shipped[slot].face_index, s->diag);
        if (f)
            f->index = slot;
        else
            atomic_store(&s->failed[slot], true);
        atomic_store(&s->faces[slot], f);
    }
    pthread_mutex_unlock(&s->lock);
    return f;
}

static struct text_font *face_of(struct text_fontset *s, enum slot slot)
{
    struct text_font *f;

    if (s->faces_of)
        s = s->faces_of;
    f = atomic_load(&s->faces[slot]);
    return f || atomic_load(&s->failed[slot]) ? f : open_slot(s, slot);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_font_file(const char *name)
{
    const char *ext = path_ext(name);

    return strcasecmp(ext, ".ttf") == 0 || strcasecmp(ext, ".otf") == 0 ||
           strcasecmp(ext, ".ttc") == 0;
}

/* One bad font in a folder is left out; the book has others. */
static void warn(void *user, const struct diag_message *msg)
{
    diag_warning(user, msg->pos, msg->code, "%s", msg->text);
}

static void add_extra(struct text_fontset *s, const char *path)
{
    struct diag softened = {.report = warn, .user = s->diag};
    struct text_font *f = text_font_open_foreign(path, 0, &softened);

    if (!f)
        return;
    if (s->extra_count == s->extra_cap) {
        s->extra_cap = s->extra_cap * 2 + 8;
        s->extra = heap_resize(s->extra, (size_t)s->extra_cap, sizeof *s->extra);
    }
    f->index = SLOT_COUNT + s->extra_count;
    s->extra[s->extra_count++] = f;
}

/* The font files of a folder, sorted by name: the order never depends on the disk. */
static bool add_folder(struct text_fontset *s, const char *dir)
{
    char **names = NULL;
    size_t count = 0, cap = 0;
    DIR *d = opendir(dir);
    struct dirent *entry;

    if (!d) {
        file_need_descriptors(errno);
        diag_error(s->diag, (struct diag_pos){.file = dir}, "font-open",
                   "is neither a folder nor a font that can be read; check --font-dir");
        return false;
    }
    while ((entry = readdir(d))) {
        if (!is_font_file(entry->d_name))
            continue;
        if (count == cap) {
            cap = cap * 2 + 32;
            names = heap_resize(names, cap, sizeof *names);
        }
        names[count++] = arena_strdup(&s->arena, entry->d_name);
    }
    closedir(d);
    if (count > 0)
        qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++)
        add_extra(s, path_join(&s->arena, dir, names[i]));
    heap_free(names);
    return true;
}

/* Folders of fonts, and fonts by themselves. */
static bool add_extras(struct text_fontset *s, const char *const *paths)
{
    for (; paths && *paths; paths++) {
        if (is_font_file(*paths))
            add_extra(s, *paths);
        else if (!add_folder(s, *paths))
            return false;
    }
    return true;
}

struct text_fontset *text_fontset_create(const char *fonts_dir,
                                         const char *const *extra_dirs,
                                         struct diag *diag)
{
    struct text_fontset *s = heap_zalloc(1, sizeof *s);

    s->dir = arena_strdup(&s->arena, fonts_dir);
    s->diag = diag;
    pthread_mutex_init(&s->lock, NULL);
    if (add_extras(s, extra_dirs)) {
        if (face_of(s, SERIF) && face_of(s, SANS))
            return s;
        diag_error(
            diag, (struct diag_pos){.file = fonts_dir}, "font-open",
            "lacks the program's own fonts; set SEOGA_DATA to the folder that has "
            "them");
    }
    text_fontset_destroy(s);
    return NULL;
}

struct text_fontset *text_fontset_share(struct text_fontset *of, struct diag *diag)
{
    struct text_fontset *s = heap_zalloc(1, sizeof *s);

    s->faces_of = of;
    s->extra = of->extra;
    s->extra_count = of->extra_count;
    s->diag = diag;
    pthread_mutex_init(&s->lock, NULL);
    return s;
}

void text_fontset_open(struct text_fontset *s)
{
    for (int i = 0; i < SLOT_COUNT; i++)
        face_of(s, (enum slot)i);
}

static void close_faces(struct text_fontset *s)
{
    for (int i = 0; i < SLOT_COUNT; i++)
        text_font_close(atomic_load(&s->faces[i]));
    for (int i = 0; i < s->extra_count; i++)
        text_font_close(s->extra[i]);
    text_hyphens_close(s->hyphens);
    heap_free(s->extra);
}

void text_fontset_destroy(struct text_fontset *s)
{
    if (!s)
        return;
    if (!s->faces_of)
        close_faces(s);
    pthread_mutex_destroy(&s->lock);
    heap_free(s->missing);
    arena_release(&s->arena);
    heap_free(s);
}

const struct text_font *text_fontset_primary(struct text_fontset *s,
                                             struct text_style style)
{
    const struct text_font *f = face_of(s, families[style.family][0] + style.bold);

    return f ? f : face_of(s, SERIF);
}

/* Draws nothing whatever the face. Hangul fillers are ignorable too, but HarfBuzz draws
 * what the face has for them. */
static bool needs_no_glyph(uint32_t cp)
{
    return unicode_is_ignorable(cp) && !unicode_is_hangul(cp) && cp != 0xFFA0;
}

static bool covers(const struct text_font *f, const uint32_t *cps, size_t count)
{
    if (!f)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!needs_no_glyph(cps[i]) && text_font_glyph(f, cps[i]) == 0)
            return false;
    return true;
}

/* Shown in colour by default (they are wide, UAX #11) or a flag. */
static bool is_emoji_by_default(uint32_t cp)
{
    if (cp >= 0x1F1E6 && cp <= 0x1F1FF)
        return true;
    return ((cp >= 0x231A && cp <= 0x2B55) || (cp >= 0x1F000 && cp < 0x20000)) &&
           unicode_is_wide(cp);
}

/* The variation selectors have the last word: U+FE0E asks for text, U+FE0F for colour.
 */
static bool wants_emoji(const uint32_t *cps, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (cps[i] == 0xFE0E || cps[i] == 0xFE0F)
            return cps[i] == 0xFE0F;
    return is_emoji_by_default(cps[0]);
}

static const struct text_font *first_covering(struct text_fontset *s,
                                              struct text_style style,
                                              const uint32_t *cps, size_t count)
{
    const struct text_font *f;

    for (size_t i = 0; i < 3; i++) {
        f = face_of(s, families[style.family][i] + style.bold);
        if (covers(f, cps, count))
            return f;
    }
    for (size_t i = 0; i < sizeof after_families / sizeof *after_families; i++) {
        f = face_of(s, after_families[i]);
        if (covers(f, cps, count))
            return f;
    }
    for (int i = 0; i < s->extra_count; i++)
        if (covers(s->extra[i], cps, count))
            return s->extra[i];
    return NULL;
}

const struct text_font *text_fontset_pick(struct text_fontset *s,
                                          struct text_style style, const uint32_t *cps,
                                          size_t count)
{
    const struct text_font *f;

    if (count == 0 || needs_no_glyph(cps[0]))
        return first_covering(s, style, cps, count);
    if (style.italic && style.family != TEXT_MONO) {
        enum slot italic = style.family == TEXT_SERIF ? SERIF_ITALIC : SANS_ITALIC;

        f = face_of(s, italic + style.bold);
        if (covers(f, cps, count))
            return f;
    }
    if (wants_emoji(cps, count)) {
        f = face_of(s, EMOJI);
        if (covers(f, cps, count))
            return f;
    }
    return first_covering(s, style, cps, count);
}

const struct text_hyphens *text_fontset_hyphens(struct text_fontset *s)
{
    const struct text_hyphens *h;

    if (s->faces_of)
        s = s->faces_of;
    pthread_mutex_lock(&s->lock);
    if (!s->hyphens_tried)
        s->hyphens = text_hyphens_open(path_join(&s->arena, s->dir, PATTERNS));
    s->hyphens_tried = true;
    h = s->hyphens;
    pthread_mutex_unlock(&s->lock);
    return h;
}

const struct text_font *text_fontset_font(const struct text_fontset *s, int index)
{
    if (index >= 0 && index < SLOT_COUNT)
        return atomic_load(&(s->faces_of ? s->faces_of : s)->faces[index]);
    index -= SLOT_COUNT;
    return index >= 0 && index < s->extra_count ? s->extra[index] : NULL;
}

/* True the first time for each code point. */
static bool note_missing(struct text_fontset *s, uint32_t cp)
{
    uint8_t bit = (uint8_t)(1 << cp % 8);
    bool first;

    assert(cp < CODE_POINTS);
    if (!s->missing)
        s->missing = heap_zalloc(CODE_POINTS / 8, 1);
    first = !(s->missing[cp / 8] & bit);
    s->missing[cp / 8] |= bit;
    return first;
}

void text_fontset_missing(struct text_fontset *s, uint32_t cp, struct diag_pos pos)
{
    pthread_mutex_lock(&s->lock);
    if (note_missing(s, cp))
        diag_warning(s->diag, pos, "glyph-missing",
                     "no font has U+%04X; a box is printed (--font-dir adds fonts)",
                     cp);
    pthread_mutex_unlock(&s->lock);
}
