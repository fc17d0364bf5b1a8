#include "book/host.h"

#include "util/arena.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_OF_LABEL = 63,
    MOST_OF_NAME = 253,
    PREFIX = 4 /* bytes of "xn--" */
};

/* An address of IPv6 with its brackets (RFC 3986 §3.2.2); without a zone. */
static bool is_ipv6(struct str name)
{
    char text[INET6_ADDRSTRLEN] = "";
    struct in6_addr address;

    if (name.len < 4 || name.len - 2 >= sizeof text || !str_ends(name, "]"))
        return false;
    memcpy(text, name.s + 1, name.len - 2);
    return inet_pton(AF_INET6, text, &address) == 1;
}

/* A character of a name that is not ASCII. Presentation forms may become spaces. */
static bool is_foreign(uint32_t cp, bool first)
{
    if (cp < 0x80 || cp == 0x37A || (cp >= 0xFB00 && cp < 0xFF00) ||
        unicode_is_ignorable(cp))
        return false;
    if ((cp >= 0x2600 && cp < 0x27C0) || (cp >= 0x1F300 && cp < 0x1FA70))
        return true; /* emoji */
    if (cp >= 0x10000 && !unicode_is_han(cp))
        return false;
    return unicode_is_letter(cp) || (unicode_is_mark(cp) && !first);
}

/* Punycode */

/* How much the next character is farther on than the last one (RFC 3492, 6.1). */
static uint32_t adapted(uint32_t delta, uint32_t count, bool first)
{
    uint32_t k = 0;

    delta = first ? delta / 700 : delta / 2;
    for (delta += delta / count; delta > 455; k += 36)
        delta /= 35;
    return k + 36 * delta / (delta + 38);
}

/* What a digit at `k` must be below to be the last one of a number. */
static uint32_t threshold(uint32_t k, uint32_t bias)
{
    return k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
}

enum { NO_DIGIT = 36 };

static uint32_t digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0' + 26);
    c |= 0x20; /* lower case */
    return c >= 'a' && c <= 'z' ? (uint32_t)(c - 'a') : NO_DIGIT;
}

/* The number at `*at`; false when there is none (RFC 3492, 6.2). */
static bool read_number(struct str s, size_t *at, uint32_t bias, uint32_t *number)
{
    uint32_t weight = 1;

    *number = 0;
    for (uint32_t k = 36; *at < s.len; k += 36) {
        uint32_t digit = digit_of(s.s[(*at)++]), least = threshold(k, bias);

        if (digit == NO_DIGIT || weight > 0x1000000 || digit * weight > 0x8000000)
            return false;
        *number += digit * weight;
        if (digit < least)
            return true;
        weight *= 36 - least;
    }
    return false;
}

/* The characters of what follows "xn--"; 0 when it is not Punycode. */
static size_t read_punycode(struct str s, uint32_t out[MOST_OF_LABEL])
{
    size_t count = 0, at = s.len;
    uint32_t cp = 0x80, place = 0, bias = 72, number;

    while (at > 0 && s.s[at - 1] != '-')
        at--;
    for (; count + 1 < at; count++)
        out[count] = (unsigned char)s.s[count];
    for (bool first = true; at < s.len; first = false, place++) {
        if (count == MOST_OF_LABEL || !read_number(s, &at, bias, &number))
            return 0;
        bias = adapted(number, (uint32_t)count + 1, first);
        place += number;
        cp += place / (uint32_t)(count + 1);
        place %= (uint32_t)(count + 1);
        if (cp > 0x10FFFF)
            return 0;
        memmove(out + place + 1, out + place, (count - place) * sizeof *out);
        out[place] = cp;
        count++;
    }
    return count;
}

/* Digits of a number (RFC 3492, 6.3). */
static size_t number_length(uint32_t number, uint32_t bias)
{
    size_t len = 1;

    for (uint32_t k = 36; number >= threshold(k, bias); k += 36) {
        number = (number - threshold(k, bias)) / (36 - threshold(k, bias));
        len++;
    }
    return len;
}

/* Bytes of at most MOST_OF_LABEL characters, some of which are not ASCII, in Punycode
 * (RFC 3492, 6.3). */
static size_t punycode_length(const uint32_t *cps, size_t count)
{
    uint32_t delta = 0, bias = 72, done = 0, basic;
    size_t len;

    for (size_t i = 0; i < count; i++)
        done += cps[i] < 0x80;
    basic = done;
    len = done + (done > 0);
    for (uint32_t cp = 0x80; done < count; cp++, delta++) {
        uint32_t next = UINT32_MAX;

        for (size_t i = 0; i < count; i++)
            next = cps[i] >= cp && cps[i] < next ? cps[i] : next;
        delta += (next - cp) * (done + 1);
        cp = next;
        for (size_t i = 0; i < count; i++) {
            delta += cps[i] < cp;
            if (cps[i] != cp)
                continue;
            len += number_length(delta, bias);
            bias = adapted(delta, done + 1, done == basic);
            delta = 0;
            done++;
        }
    }
    return len;
}

/* True when the letters are as they must be spelt: composed, small, none that only looks
 * different. */
static bool is_settled(const uint32_t *cps, size_t count)
{
    struct arena scratch = {0};
    char text[4 * MOST_OF_LABEL + 1];
    size_t len = 0;
    bool good = true;

    for (size_t i = 0; i < count; i++) {
        len += utf8_encode(cps[i], text + len);
        good = good && unicode_lower(cps[i]) == cps[i];
    }
    text[len] = '\0';
    good = good && strcmp(unicode_nfc(&scratch, text, len, NULL), text) == 0 &&
           strcmp(unicode_nfd(&scratch, text), unicode_slug_form(&scratch, text)) == 0;
    arena_release(&scratch);
    return good;
}

static bool is_ace(struct str rest)
{
    uint32_t cps[MOST_OF_LABEL];
    size_t count = read_punycode(rest, cps), foreign = 0;

    for (size_t i = 0; i < count; i++) {
        foreign += cps[i] >= 0x80;
        if (cps[i] >= 0x80 && !is_foreign(cps[i], i == 0))
            return false;
    }
    return foreign > 0 && is_settled(cps, count);
}

/* Names */

static bool is_label(struct str label)
{
    uint32_t cps[MOST_OF_LABEL];
    size_t count = 0, foreign = 0;

    if (label.len > PREFIX && str_eq_nocase(str_head(label, PREFIX), str_of("xn--")))
        return label.len <= MOST_OF_LABEL && is_ace(str_skip(label, PREFIX));
    if (str_eq_nocase(label, str_of("xn--")))
        return false;
    for (size_t at = 0; at < label.len;) {
        uint32_t cp;
        size_t n = utf8_decode(label.s + at, label.len - at, &cp);

        if (cp < 0x80 ? cp <= ' ' || strchr("\"'<>\\^`{|}[]()%*,;!$&+=@", (int)cp) != NULL
                      : !is_foreign(cp, at == 0))
            return false;
        if (count == MOST_OF_LABEL)
            return false;
        cps[count++] = unicode_lower(cp);
        foreign += cp >= 0x80;
        at += n;
    }
    return count > 0 && (!foreign || punycode_length(cps, count) + PREFIX <= MOST_OF_LABEL);
}

static bool is_name(struct str name)
{
    if (name.len == 0 || name.len > MOST_OF_NAME)
        return false;
    while (name.len > 0) {
        size_t end = str_find_char(name, '.');

        if (!is_label(str_head(name, end)))
            return false;
        name = str_skip(name, end + 1);
    }
    return true;
}

/* The port goes from the first colon that is not in brackets, the address's own. */
static size_t end_of_name(struct str host)
{
    size_t bracket = host.len > 0 && host.s[0] == '[' ? str_find_char(host, ']') : 0;

    return bracket + str_find_char(str_skip(host, bracket), ':');
}

bool book_host_is_good(struct str host)
{
    struct str name = str_head(host, end_of_name(host));
    struct str port = str_skip(host, name.len + 1);

    if (!(str_starts(name, "[") ? is_ipv6(name) : is_name(name)))
        return false;
    for (size_t i = 0; i < port.len; i++)
        if (port.s[i] < '0' || port.s[i] > '9' || i > 4)
            return false;
    return port.len == 0 || strtol(port.s, NULL, 10) <= UINT16_MAX;
}
