#ifndef TESTS_UNIT_CLI_COMMAND_H
#define TESTS_UNIT_CLI_COMMAND_H

/* A command line as words, and the last message it led to. */

#include "cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char last_message[1024];

static inline void keep(void *user, const struct diag_message *msg)
{
    (void)user;
    assert_string_equal(msg->code, "usage");
    snprintf(last_message, sizeof last_message, "%s", msg->text);
}

static struct arena arena;

/* Parses words separated by single blanks. */
static inline bool parse(struct cli_options *o, const char *line)
{
    struct diag diag = {.report = keep};
    char *words = arena_strdup(&arena, line);
    char *argv[32] = {words};
    int argc = 1;

    last_message[0] = '\0';
    for (char *s = words; (s = strchr(s, ' ')); s++) {
        *s = '\0';
        argv[argc++] = s + 1;
    }
    return cli_options_parse(o, argc, argv, &arena, &diag);
}

static inline int command_release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

#endif
