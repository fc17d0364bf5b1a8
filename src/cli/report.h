#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "util/diag.h"

#include <stdbool.h>

/* How messages reach standard error. */
struct cli_report {
    bool quiet; /* no notes */
    bool json;  /* one object a line, instead of text */
};

/* Prints to standard error; `r` is borrowed and may change between messages. */
struct diag cli_report_diag(struct cli_report *r);

#endif
