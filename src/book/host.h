#ifndef BOOK_HOST_H
#define BOOK_HOST_H

#include "util/str.h"

#include <stdbool.h>

/*
 * True for the host of a web address, with or without ":port": an IPv6 address in
 * brackets, or a name of labels of up to 63 bytes, 253 in all (RFC 1123, 2.1). Other
 * scripts than Latin are taken as letters, whose bytes are those of their Punycode, and as
 * Punycode (RFC 3492), as far as every reader of IDNA (UTS #46) takes them.
 */
bool book_host_is_good(struct str host);

#endif
