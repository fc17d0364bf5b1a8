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

bool doc_lang_is_tag(const char *lang)
{
    size_t part = 0;
    bool first = true;

    for (; *lang; lang++) {
        bool letter = (*lang >= 'a' && *lang <= 'z') || (*lang >= 'A' && *lang <= 'Z');
        bool digit = *lang >= '0' && *lang <= '9';

        if (*lang == '-' && part > 0) {
            part = 0;
            first = false;
        } else if (!(letter || (digit && !first)) || ++part > 8) {
            return false;
        }
    }
    return part > 0;
}
