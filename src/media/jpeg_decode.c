#include "media/jpeg.h"
#include "util/heap.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
/* after it, whose types it uses */
#include <jerror.h>

/* A progressive picture is held as coefficients while it is decoded. */
#define DECODER_MEMORY ((long)96 << 20)

/* Each scan of a progressive picture costs a walk over all of it. */
#define SCAN_LIMIT 200

struct decoding {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    jmp_buf back;
    uint8_t *row; /* CMYK */
    bool damaged;
    bool unknown; /* there is not enough memory to tell */
};

static void fail(j_common_ptr jpeg)
{
    struct decoding *d = jpeg->client_data;

    d->unknown = jpeg->err->msg_code == JERR_NO_BACKING_STORE;
    longjmp(d->back, 1);
}

/* Whether data are missing or wrong, and grey stands for them. */
static bool is_loss(int code)
{
    static const int losses[] = {JWRN_HIT_MARKER,  JWRN_HUFF_BAD_CODE, JWRN_ARITH_BAD_CODE,
                                 JWRN_MUST_RESYNC, JWRN_JPEG_EOF,      JWRN_NOT_SEQUENTIAL};

    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++)
        if (code == losses[i])
            return true;
    return false;
}

/* Negative levels are warnings. */
static void note(j_common_ptr jpeg, int level)
{
    struct decoding *d = jpeg->client_data;

    if (level < 0 && is_loss(jpeg->err->msg_code))
        d->damaged = true;
}

static void be_quiet(j_common_ptr jpeg)
{
    (void)jpeg;
}

/* a × b / 255, rounded. */
static uint8_t scaled(unsigned a, unsigned b)
{
    unsigned product = a * b + 128;

    return (uint8_t)((product + (product >> 8)) >> 8);
}

/*
 * Ink to light. Adobe writes its inks inverted, and so does everybody who writes its
 * marker; without the marker 0 is no ink.
 */
static void add_cmyk_row(struct decoding *d, char *to)
{
    const uint8_t *from = d->row;
    uint8_t flip = d->jpeg.saw_Adobe_marker ? 0 : 0xFF;

    for (JDIMENSION x = 0; x < d->jpeg.output_width; x++, from += 4, to += 3)
        for (int i = 0; i < 3; i++)
            to[i] = (char)scaled(from[i] ^ flip, from[3] ^ flip);
}

static void read_rows(struct decoding *d, struct media_pixels *out)
{
    struct jpeg_decompress_struct *jpeg = &d->jpeg;
    size_t stride = (size_t)jpeg->output_width * (size_t)out->components;

    while (jpeg->output_scanline < jpeg->output_height) {
        char *to = buf_reserve(&out->colour, stride);
        JSAMPROW row = d->row ? d->row : (JSAMPROW)to;

        jpeg_read_scanlines(jpeg, &row, 1);
        if (d->row)
            add_cmyk_row(d, to);
        buf_commit(&out->colour, stride);
    }
}

static void begin(struct decoding *d, const void *bytes, size_t len)
{
    struct jpeg_decompress_struct *jpeg = &d->jpeg;

    jpeg_create_decompress(jpeg);
    jpeg->client_data = d;
    jpeg->mem->max_memory_to_use = DECODER_MEMORY;
    jpeg_mem_src(jpeg, bytes, len);
    jpeg_read_header(jpeg, TRUE);
}

static bool attempt(struct decoding *d, const void *bytes, size_t len,
                    struct media_pixels *out)
{
    struct jpeg_decompress_struct *jpeg = &d->jpeg;

    if (setjmp(d->back))
        return false;
    begin(d, bytes, len);
    jpeg->out_color_space = jpeg->num_components == 1   ? JCS_GRAYSCALE
                            : jpeg->num_components == 3 ? JCS_RGB
                                                        : JCS_CMYK;
    jpeg_start_decompress(jpeg);
    out->width = (int)jpeg->output_width;
    out->height = (int)jpeg->output_height;
    out->components = jpeg->num_components == 1 ? 1 : 3;
    if (jpeg->num_components == 4)
        d->row = heap_alloc((size_t)jpeg->output_width * 4);
    buf_reserve(&out->colour,
                (size_t)out->width * (size_t)out->height * (size_t)out->components);
    read_rows(d, out);
    jpeg_finish_decompress(jpeg);
    return !d->damaged;
}

/* All codes are read, but of each block of 8 × 8 only its mean is made a pixel. */
static bool look_through(struct decoding *d, const void *bytes, size_t len)
{
    struct jpeg_decompress_struct *jpeg = &d->jpeg;

    if (setjmp(d->back))
        return d->unknown;
    begin(d, bytes, len);
    jpeg->scale_num = 1;
    jpeg->scale_denom = 8;
    jpeg->do_fancy_upsampling = FALSE;
    jpeg->out_color_space = jpeg->jpeg_color_space;
    jpeg_start_decompress(jpeg);
    d->row = heap_alloc((size_t)jpeg->output_width * (size_t)jpeg->output_components);
    while (jpeg->output_scanline < jpeg->output_height && !d->damaged)
        jpeg_read_scanlines(jpeg, &d->row, 1);
    if (!d->damaged)
        jpeg_finish_decompress(jpeg);
    return !d->damaged;
}

/* As jpeg_std_error does, but nothing is printed. */
static void set_errors(struct decoding *d)
{
    d->jpeg.err = jpeg_std_error(&d->errors);
    d->jpeg.client_data = d;
    d->errors.error_exit = fail;
    d->errors.emit_message = note;
    d->errors.output_message = be_quiet;
}

bool media_jpeg_decode(const void *bytes, size_t len, struct media_pixels *out)
{
    struct decoding d = {.damaged = false};
    struct media_jpeg head;
    bool good;

    *out = (struct media_pixels){0};
    if (media_jpeg_read(bytes, len, &head) != MEDIA_GOOD || head.scans > SCAN_LIMIT)
        return false;
    set_errors(&d);
    good = attempt(&d, bytes, len, out);
    jpeg_destroy_decompress(&d.jpeg);
    heap_free(d.row);
    return good;
}

bool media_jpeg_whole(const struct media_jpeg *head, const void *bytes, size_t len)
{
    struct decoding d = {.damaged = false};
    bool good;

    if (head->scans > SCAN_LIMIT)
        return false;
    set_errors(&d);
    good = look_through(&d, bytes, len);
    jpeg_destroy_decompress(&d.jpeg);
    heap_free(d.row);
    return good;
}
