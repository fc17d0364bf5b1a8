#include "media/jpeg.h"
#include "util/heap.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <turbojpeg.h>

/* Encoding */

/* Only running out of memory can fail here. */
static void fail(j_common_ptr jpeg)
{
    (void)jpeg;
    heap_exhausted();
}

/* Colour is not subsampled: pictures are screenshots with small coloured text, above
 * all. */
static void set_up(struct jpeg_compress_struct *jpeg, const struct media_pixels *pixels,
                   int quality)
{
    jpeg->image_width = (JDIMENSION)pixels->width;
    jpeg->image_height = (JDIMENSION)pixels->height;
    jpeg->input_components = pixels->components;
    jpeg->in_color_space = pixels->components == 3 ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, quality, TRUE);
    jpeg->optimize_coding = TRUE;
    jpeg->dct_method = JDCT_ISLOW;
    jpeg->comp_info[0].h_samp_factor = jpeg->comp_info[0].v_samp_factor = 1;
}

void media_jpeg_encode(struct buf *out, const struct media_pixels *pixels, int quality)
{
    struct jpeg_compress_struct jpeg = {0};
    struct jpeg_error_mgr errors;
    unsigned char *made = NULL;
    unsigned long size = 0;
    size_t stride = (size_t)pixels->width * (size_t)pixels->components;

    jpeg.err = jpeg_std_error(&errors);
    errors.error_exit = fail;
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &made, &size);
    set_up(&jpeg, pixels, quality);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row =
            (JSAMPROW)pixels->colour.data + stride * (size_t)jpeg.next_scanline;

        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    buf_add(out, made, size);
    free(made);
}

/* Turning */

/* Copies the markers before the picture but for EXIF data. */
static void drop_exif(const uint8_t *b, size_t len, struct buf *out)
{
    size_t at = 2;

    buf_add(out, b, 2);
    while (at + 4 <= len && b[at] == 0xFF && b[at + 1] != 0xDA) {
        size_t size = 2 + ((size_t)b[at + 2] << 8 | b[at + 3]);

        if (size > len - at)
            break;
        if (b[at + 1] != 0xE1 || size < 10 || memcmp(b + at + 4, "Exif\0", 6) != 0)
            buf_add(out, b + at, size);
        at += size;
    }
    buf_add(out, b + at, len - at);
}

/* The coefficients of the whole picture are held, twice where rows become columns. */
static bool fits(const struct media_jpeg *jpeg)
{
    return (size_t)jpeg->width * (size_t)jpeg->height * (size_t)jpeg->components * 4 <=
           MEDIA_DECODED_LIMIT + MEDIA_DECODED_LIMIT / 2;
}

bool media_jpeg_turn(const void *bytes, size_t len, int orientation, struct buf *out)
{
    static const int operations[] = {
        [2] = TJXOP_HFLIP,     [3] = TJXOP_ROT180, [4] = TJXOP_VFLIP,
        [5] = TJXOP_TRANSPOSE, [6] = TJXOP_ROT90,  [7] = TJXOP_TRANSVERSE,
        [8] = TJXOP_ROT270};
    struct media_jpeg jpeg;
    unsigned char *turned = NULL;
    unsigned long size = 0;
    tjtransform transform = {.options = TJXOPT_PERFECT};
    tjhandle handle;
    bool good;

    if (orientation < 2 || orientation > 8 ||
        media_jpeg_read(bytes, len, &jpeg) != MEDIA_GOOD || !fits(&jpeg))
        return false;
    handle = tjInitTransform();
    if (!handle)
        heap_exhausted();
    transform.op = operations[orientation];
    good = tjTransform(handle, bytes, len, 1, &turned, &size, &transform, 0) == 0;
    if (good)
        drop_exif(turned, size, out);
    tjFree(turned);
    tjDestroy(handle);
    return good;
}
