#include "media/datauri.h"

#include "media/probe.h"

#include <string.h>
#include <strings.h>

bool media_is_data_uri(const char *url)
{
    return strncasecmp(url, "data:", 5) == 0;
}

/* The six bits of a base64 digit of either alphabet, or -1. */
static int digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One byte of the data, percent-decoded; moves past it. -1 for a bad escape. */
static int next_byte(const char **s)
{
    const char *at = *s;
    int high, low;

    if (*at != '%') {
        *s = at + 1;
        return (unsigned char)*at;
    }
    high = hex(at[1]);
    low = high < 0 ? -1 : hex(at[2]);
    *s = at + 3;
    return low < 0 ? -1 : high << 4 | low;
}

static bool decode_base64(const char *s, struct buf *out)
{
    unsigned bits = 0;
    int held = 0, padding = 0;

    while (*s) {
        int byte = next_byte(&s);
        int value = byte < 0 ? -1 : digit((char)byte);

        if (byte > 0 && strchr(" \t\r\n", byte))
            continue;
        if (byte == '=' && ++padding <= 2)
            continue;
        if (value < 0 || padding > 0)
            return false;
        bits = bits << 6 | (unsigned)value;
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        buf_putc(out, (char)(bits >> held));
    }
    return held < 6; /* a single digit over is half a byte */
}

static bool decode_percent(const char *s, struct buf *out)
{
    while (*s) {
        int byte = next_byte(&s);

        if (byte < 0)
            return false;
        buf_putc(out, (char)byte);
    }
    return true;
}

bool media_data_uri(const char *url, struct buf *out)
{
    static const char base64[] = ";base64";
    const char *comma = strchr(url, ',');
    size_t head = comma ? (size_t)(comma - url) : 0, mark = strlen(base64);

    if (!comma || strlen(comma) / 4 > MEDIA_BYTE_LIMIT)
        return false;
    if (head > mark && strncasecmp(comma - mark, base64, mark) == 0)
        return decode_base64(comma + 1, out);
    return decode_percent(comma + 1, out);
}
