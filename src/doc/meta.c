#include "doc/meta.h"

#include <stdio.h>
#include <string.h>

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

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

bool doc_lang_valid(const char *lang)
{
    for (bool first = true; ; first = false) {
        size_t n = strspn(lang, first ? LETTERS : LETTERS "0123456789");

        if (n < 1 || n > 8)
            return false;
        lang += n;
        if (*lang == '\0')
            return true;
        if (*lang++ != '-')
            return false;
    }
}

bool doc_lang_is_korean(const char *lang)
{
    return lang && strncmp(lang, "ko", 2) == 0 && (lang[2] == '\0' || lang[2] == '-');
}
