#include "cli/report.h"

#include "util/hash.h"
#include "util/heap.h"
#include "util/utf8.h"

#include <stdio.h>
#include <stdlib.h>
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

static uint64_t hash_of(const struct diag_message *msg)
{
    const char *parts[] = {msg->pos.file ? msg->pos.file : "", msg->code, msg->text};
    const int place[] = {(int)msg->level, msg->pos.line, msg->pos.column};
    uint64_t hashes[4], hash;

    for (size_t i = 0; i < 3; i++)
        hashes[i] = hash_fnv1a(parts[i], strlen(parts[i]));
    hashes[3] = hash_fnv1a(place, sizeof place);
    hash = hash_fnv1a(hashes, sizeof hashes);
    return hash ? hash : 1;
}

static uint64_t *slot_of(const struct cli_report *r, uint64_t hash)
{
    size_t at = (size_t)hash & (r->seen_size - 1);

    while (r->seen[at] && r->seen[at] != hash)
        at = (at + 1) & (r->seen_size - 1);
    return &r->seen[at];
}

static void grow_seen(struct cli_report *r)
{
    struct cli_report old = *r;

    r->seen_size = old.seen_size ? old.seen_size * 2 : 256;
    r->seen = heap_zalloc(r->seen_size, sizeof *r->seen);
    for (size_t i = 0; i < old.seen_size; i++)
        if (old.seen[i])
            *slot_of(r, old.seen[i]) = old.seen[i];
    heap_free(old.seen);
}

/* True the first time. */
static bool is_new(struct cli_report *r, const struct diag_message *msg)
{
    uint64_t hash = hash_of(msg), *slot;

    if (r->seen_count * 2 >= r->seen_size)
        grow_seen(r);
    slot = slot_of(r, hash);
    if (*slot)
        return false;
    *slot = hash;
    r->seen_count++;
    return true;
}

static void count(struct cli_report *r, const char *code)
{
    for (size_t i = 0; i < r->tally_count; i++)
        if (strcmp(r->tally[i].code, code) == 0) {
            r->tally[i].count++;
            return;
        }
    if (r->tally_count == r->tally_cap) {
        r->tally_cap = r->tally_cap * 2 + 16;
        r->tally = heap_resize(r->tally, r->tally_cap, sizeof *r->tally);
    }
    r->tally[r->tally_count++] = (struct cli_tally){code, 1};
}

/* How often this code was reported of this file, this time among them. */
static int flow_of(struct cli_report *r, const struct diag_message *msg)
{
    const char *file = msg->pos.file ? msg->pos.file : "";
    uint64_t hash =
        hash_fnv1a(file, strlen(file)) * 31 + hash_fnv1a(msg->code, strlen(msg->code));
    struct cli_flow *flow = &r->flows[hash % (sizeof r->flows / sizeof *r->flows)];

    if (flow->hash != hash)
        *flow = (struct cli_flow){.hash = hash};
    return ++flow->count;
}

static void write_message(const struct cli_report *r, const struct diag_message *msg)
{
    if (r->json)
        put_json(stderr, msg);
    else
        diag_format(stderr, msg);
}

static void print(void *user, const struct diag_message *msg)
{
    struct cli_report *r = user;
    struct diag_message last = *msg;
    int flow;

    if (!is_new(r, msg))
        return;
    if (msg->level != DIAG_NOTE)
        count(r, msg->code);
    if (r->quiet && msg->level == DIAG_NOTE)
        return;
    flow = flow_of(r, msg);
    if (flow <= CLI_MOST_MESSAGES)
        write_message(r, msg);
    if (flow != CLI_MOST_MESSAGES)
        return;
    last.text = "more of this kind are not shown for this file";
    last.pos.line = 0;
    write_message(r, &last);
}

static int by_count(const void *a, const void *b)
{
    const struct cli_tally *x = a, *y = b;

    return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
                                : strcmp(x->code, y->code);
}

void cli_report_summary(struct cli_report *r, struct buf *out)
{
    if (r->tally_count > 1)
        qsort(r->tally, r->tally_count, sizeof *r->tally, by_count);
    for (size_t i = 0; i < r->tally_count; i++)
        buf_printf(out, "%s%d %s", i ? ", " : "", r->tally[i].count, r->tally[i].code);
}

void cli_report_release(struct cli_report *r)
{
    heap_free(r->seen);
    heap_free(r->tally);
    *r = (struct cli_report){0};
}

struct diag cli_report_diag(struct cli_report *r)
{
    return (struct diag){.report = print, .user = r};
}
