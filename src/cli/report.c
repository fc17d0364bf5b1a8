#include "cli/report.h"

#include "util/utf8.h"

#include <stdio.h>
#include <string.h>

/* A string of RFC 8259; file names may hold any bytes. */
static void put_json_string(FILE *out, const char *name, const char *s)
{
    size_t len = strlen(s);

    fprintf(out, "\"%s\":\"", name);
    while (len > 0) {
        uint32_t cp;
        size_t used = utf8_decode(s, len, &cp);
        char bytes[4];

        if (cp == '"' || cp == '\\')
            fprintf(out, "\\%c", (int)cp);
        else if (cp < 0x20 || cp == 0x7F)
            fprintf(out, "\\u%04x", (unsigned)cp);
        else
            fwrite(bytes, 1, utf8_encode(cp, bytes), out);
        s += used;
        len -= used;
    }
    fputc('"', out);
}

static void put_json(FILE *out, const struct diag_message *msg)
{
    fputc('{', out);
    put_json_string(out, "file", msg->pos.file ? msg->pos.file : "");
    fprintf(out, ",\"line\":%d,\"column\":%d,", msg->pos.line, msg->pos.column);
    put_json_string(out, "severity", diag_level_name(msg->level));
    fputc(',', out);
    put_json_string(out, "code", msg->code);
    fputc(',', out);
    put_json_string(out, "text", msg->text);
    fputs("}\n", out);
}

static void print(void *user, const struct diag_message *msg)
{
    const struct cli_report *r = user;

    if (r->quiet && msg->level == DIAG_NOTE)
        return;
    if (r->json)
        put_json(stderr, msg);
    else
        diag_format(stderr, msg);
}

struct diag cli_report_diag(struct cli_report *r)
{
    return (struct diag){.report = print, .user = r};
}
