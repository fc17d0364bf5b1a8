#include "doc/meta.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Bytes; 35 are enough for any tag that says something (RFC 5646, 4.4.1). Languages are
 * said again and again. */
enum { LONGEST_LANG = 64 };

static const char *const english_months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

void doc_date_format(struct doc_date d, const char *lang, char out[DOC_DATE_SIZE])
{
    out[0] = '\0';
    if (!doc_date_valid(d))
        return;
    if (doc_lang_is_korean(lang))
        snprintf(out, DOC_DATE_SIZE, "%d년 %d월 %d일", d.year, d.month, d.day);
    else
        snprintf(out, DOC_DATE_SIZE, "%d %s %d", d.day, english_months[d.month - 1],
                 d.year);
}

bool doc_series_position(const char *s)
{
    do {
        size_t digits = strspn(s, "0123456789");

        if (digits == 0 || digits > 9)
            return false;
        s += digits;
    } while (*s == '.' && *++s);
    return *s == '\0' && s[-1] != '.';
}

struct doc_series doc_series_read(char *text)
{
    struct doc_series series = {text, NULL};
    char *comma = strrchr(text, ',');
    const char *position = comma ? comma + 1 + strspn(comma + 1, " ") : NULL;

    if (!comma || comma == text || !doc_series_position(position))
        return series;
    *comma = '\0';
    series.position = position;
    return series;
}

enum { UUID_LENGTH = 36 };

bool doc_identifier_valid(const char *s)
{
    static const char urn[] = "urn:uuid:";
    size_t len = strlen(s);

    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] < 0x20 || s[i] == 0x7F)
            return false;
    if (len == 0 || s[0] == ' ' || s[len - 1] == ' ')
        return false;
    if (strncasecmp(s, urn, strlen(urn)) != 0)
        return true;
    s += strlen(urn);
    for (size_t i = 0; i < UUID_LENGTH; i++)
        if (i == 8 || i == 13 || i == 18 || i == 23 ? s[i] != '-'
                                                    : !isxdigit((unsigned char)s[i]))
            return false;
    return s[UUID_LENGTH] == '\0';
}

bool doc_date_valid(struct doc_date d)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;

    if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1)
        return false;
    return d.day <= days[d.month - 1] + (d.month == 2 && leap);
}

static int day_number(struct doc_date d)
{
    return (d.year * 16 + d.month) * 32 + d.day;
}

bool doc_date_after(struct doc_date d, struct doc_date than)
{
    return doc_date_valid(d) && day_number(d) > day_number(than);
}

/* Letters and digits up to the next "-". */
static size_t part_length(const char *s)
{
    size_t n = 0;

    while (isalnum((unsigned char)s[n]))
        n++;
    return s[n] == '-' || s[n] == '\0' ? n : 0;
}

static bool all_letters(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isalpha((unsigned char)s[i]))
            return false;
    return true;
}

/* Past the part of `n` bytes, to the next one or to the end. */
static const char *next_part(const char *s, size_t n)
{
    return s[n] == '-' ? s + n + 1 : s + n;
}

/* "ko", or "zh-yue" with up to three extensions of it. */
static const char *skip_language(const char *s)
{
    size_t n = part_length(s);
    int extensions = n <= 3 ? 3 : 0;

    if (n < 2 || n > 8 || !all_letters(s, n))
        return NULL;
    for (s = next_part(s, n); extensions > 0; extensions--) {
        if (part_length(s) != 3 || !all_letters(s, 3))
            break;
        s = next_part(s, 3);
    }
    return s;
}

static const char *skip_script_and_region(const char *s)
{
    size_t n = part_length(s);

    if (n == 4 && all_letters(s, n)) {
        s = next_part(s, n);
        n = part_length(s);
    }
    if ((n == 2 && all_letters(s, n)) || (n == 3 && strspn(s, "0123456789") == 3))
        s = next_part(s, n);
    return s;
}

static const char *skip_variants(const char *s)
{
    for (size_t n = part_length(s);
         (n >= 5 && n <= 8) || (n == 4 && isdigit((unsigned char)*s));
         n = part_length(s))
        s = next_part(s, n);
    return s;
}

/* "u-co-standard", "x-mine": a letter or digit, and what it is about. */
static const char *skip_extension(const char *s)
{
    size_t least = *s == 'x' || *s == 'X' ? 1 : 2, n, count = 0;

    if (part_length(s) != 1)
        return NULL;
    for (s = next_part(s, 1); (n = part_length(s)) >= least && n <= 8; count++)
        s = next_part(s, n);
    return count ? s : NULL;
}

bool doc_lang_valid(const char *lang)
{
    const char *s = lang;

    if (strnlen(lang, LONGEST_LANG + 1) > LONGEST_LANG)
        return false;
    if (*lang == '\0' || lang[strlen(lang) - 1] == '-')
        return false;
    if (part_length(s) != 1 || (*s != 'x' && *s != 'X'))
        s = skip_language(s);
    if (s)
        s = skip_variants(skip_script_and_region(s));
    while (s && *s)
        s = skip_extension(s);
    return s != NULL;
}

bool doc_lang_is_korean(const char *lang)
{
    return lang && strncmp(lang, "ko", 2) == 0 && (lang[2] == '\0' || lang[2] == '-');
}
