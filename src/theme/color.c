#include "theme/color.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool theme_colour_parse(const char *s, struct theme_colour *out)
{
    int digits[6];

    if (strcmp(s, "none") == 0) {
        *out = (struct theme_colour){.none = true};
        return true;
    }
    if (strlen(s) != 7 || s[0] != '#')
        return false;
    for (int i = 0; i < 6; i++) {
        digits[i] = hex_digit(s[i + 1]);
        if (digits[i] < 0)
            return false;
    }
    *out = (struct theme_colour){.r = (uint8_t)(digits[0] * 16 + digits[1]),
                                 .g = (uint8_t)(digits[2] * 16 + digits[3]),
                                 .b = (uint8_t)(digits[4] * 16 + digits[5])};
    return true;
}
