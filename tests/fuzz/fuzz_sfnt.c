/*
 * Fonts that are not the program's own: what is not refused has glyphs, metrics and
 * pictures, and can be cut or is refused then.
 */
#include "fuzz.h"
#include "text/font.h"
#include "text/subset.h"
#include "util/heap.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static const uint32_t characters[] = {'A', 'e', 0xE9, 0xAC00, 0xFB01, 0x1F600};

enum { COUNT = sizeof characters / sizeof *characters };

/* Ascending, each once. */
static size_t glyphs_of(const struct text_font *f, uint32_t *glyphs)
{
    size_t count = 0;

    for (int i = 0; i < COUNT; i++) {
        uint32_t glyph = text_font_glyph(f, characters[i]);
        size_t at = 0;

        while (at < count && glyphs[at] < glyph)
            at++;
        if (at < count && glyphs[at] == glyph)
            continue;
        for (size_t k = count++; k > at; k--)
            glyphs[k] = glyphs[k - 1];
        glyphs[at] = glyph;
    }
    return count;
}

static void draw(const struct text_font *f, uint32_t glyph)
{
    struct text_bitmap bitmap;
    struct buf png = {0};
    int left, right;

    text_font_advance(f, glyph);
    text_font_bearings(f, glyph, &left, &right);
    if (f->cid_keyed)
        text_font_cid(f, glyph);
    if (f->colour)
        text_font_colour_png(f, glyph, &png);
    else if (text_font_raster(f, glyph, 12 * 64, 16, &bitmap))
        text_bitmap_release(&bitmap);
    buf_release(&png);
}

static void use(const struct text_font *f)
{
    struct diag diag = {0};
    struct text_subset subset;
    uint32_t glyphs[COUNT];
    size_t count = glyphs_of(f, glyphs);
    struct buf cut = {0};

    for (size_t i = 0; i < count; i++)
        draw(f, glyphs[i]);
    if (!f->colour && text_subset_make(f, glyphs, count, &subset, &diag)) {
        if (subset.glyph_count < 1)
            fuzz_fail("a font without glyphs");
        text_subset_release(&subset);
    }
    text_subset_codepoints(f, characters, COUNT, &cut, &diag);
    buf_release(&cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("font", MFD_CLOEXEC);
    struct diag diag = {0};
    struct text_font *f;
    char path[40];

    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        fuzz_fail("no file");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    f = text_font_open_foreign(path, 0, &diag);
    if (f)
        use(f);
    else if (diag.counts[DIAG_ERROR] == 0)
        fuzz_fail("refused without a word");
    text_font_close(f);
    close(fd);
    return 0;
}
