#include "pdf/icc.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * The decoding of IEC 61966-2-1, 5.2 at 64 even steps, of 65535:
 *   v <= 0.04045: v / 12.92, else ((v + 0.055) / 1.055) ^ 2.4
 * Between the steps a reader interpolates, which is off by less than 0.0001.
 */
static const uint16_t curve[] = {
    0,     81,    161,   244,   345,   466,   609,   776,   965,   1180,  1420,
    1687,  1980,  2301,  2651,  3030,  3439,  3879,  4349,  4851,  5386,  5953,
    6554,  7189,  7858,  8562,  9302,  10078, 10890, 11739, 12626, 13551, 14513,
    15515, 16556, 17636, 18757, 19918, 21120, 22363, 23648, 24974, 26344, 27756,
    29211, 30710, 32253, 33840, 35471, 37148, 38870, 40638, 42452, 44312, 46219,
    48173, 50174, 52223, 54320, 56465, 58659, 60901, 63193, 65535,
};

/*
 * White of D50, the connection space, and the primaries of ITU-R BT.709 with white D65
 * brought to D50 by the linear Bradford transform (ICC.1, annex E), in 1/65536.
 */
static const int32_t white[3] = {63190, 65536, 54061};
static const int32_t red[3] = {28579, 14582, 913};
static const int32_t green[3] = {25235, 46982, 6364};
static const int32_t blue[3] = {9377, 3973, 46805};

#define NAME        "sRGB IEC61966-2.1"
#define RIGHTS      "No copyright"
#define HEADER_SIZE 128
#define TAG_COUNT   9
#define TAGS_END    (HEADER_SIZE + 4 + TAG_COUNT * 12)

static void put16(struct buf *out, uint32_t value)
{
    buf_putc(out, (char)(value >> 8));
    buf_putc(out, (char)value);
}

static void put32(struct buf *out, uint32_t value)
{
    put16(out, value >> 16);
    put16(out, value & 0xFFFF);
}

static void put_zeros(struct buf *out, size_t count)
{
    while (count-- > 0)
        buf_putc(out, '\0');
}

static void put_xyz(struct buf *out, const int32_t xyz[3])
{
    buf_puts(out, "XYZ ");
    put32(out, 0);
    for (int i = 0; i < 3; i++)
        put32(out, (uint32_t)xyz[i]);
}

static void put_white(struct buf *out)
{
    put_xyz(out, white);
}

static void put_red(struct buf *out)
{
    put_xyz(out, red);
}

static void put_green(struct buf *out)
{
    put_xyz(out, green);
}

static void put_blue(struct buf *out)
{
    put_xyz(out, blue);
}

static void put_curve(struct buf *out)
{
    buf_puts(out, "curv");
    put32(out, 0);
    put32(out, sizeof curve / sizeof *curve);
    for (size_t i = 0; i < sizeof curve / sizeof *curve; i++)
        put16(out, curve[i]);
}

/* textDescriptionType: ASCII, and nothing in the Unicode and Macintosh parts. */
static void put_description(struct buf *out)
{
    buf_puts(out, "desc");
    put32(out, 0);
    put32(out, sizeof NAME);
    buf_add(out, NAME, sizeof NAME);
    put_zeros(out, 4 + 4 + 2 + 1 + 67);
}

static void put_rights(struct buf *out)
{
    buf_puts(out, "text");
    put32(out, 0);
    buf_add(out, RIGHTS, sizeof RIGHTS);
}

/* Parts in file order; the last two share the red curve's bytes. */
static const struct {
    const char *tag;
    void (*put)(struct buf *out);
} parts[TAG_COUNT] = {
    {"desc", put_description}, {"cprt", put_rights}, {"wtpt", put_white},
    {"rXYZ", put_red},         {"gXYZ", put_green},  {"bXYZ", put_blue},
    {"rTRC", put_curve},       {"gTRC", NULL},       {"bTRC", NULL},
};

static void put_header(struct buf *out, uint32_t size)
{
    put32(out, size);
    put32(out, 0);          /* no preferred engine */
    put32(out, 0x02100000); /* version 2.1 */
    buf_puts(out, "mntrRGB XYZ ");
    for (int i = 0; i < 3; i++) /* 2000-01-01 00:00:00: a date must stand there */
        put16(out, i == 0 ? 2000 : 1);
    put_zeros(out, 6);
    buf_puts(out, "acsp");
    put_zeros(out, 28);         /* platform, flags, device, attributes, intent */
    for (int i = 0; i < 3; i++) /* the illuminant, D50 */
        put32(out, (uint32_t)white[i]);
    put_zeros(out, HEADER_SIZE - 80);
}

void pdf_icc_srgb(struct buf *out)
{
    struct buf data = {0}, table = {0};
    uint32_t at = 0, len = 0;

    for (int i = 0; i < TAG_COUNT; i++) {
        if (parts[i].put) {
            while (data.len % 4)
                buf_putc(&data, '\0');
            at = (uint32_t)data.len;
            parts[i].put(&data);
            len = (uint32_t)data.len - at;
        }
        buf_puts(&table, parts[i].tag);
        put32(&table, TAGS_END + at);
        put32(&table, len);
    }
    while (data.len % 4)
        buf_putc(&data, '\0');
    put_header(out, TAGS_END + (uint32_t)data.len);
    put32(out, TAG_COUNT);
    buf_add(out, table.data, table.len);
    buf_add(out, data.data, data.len);
    buf_release(&table);
    buf_release(&data);
}
