#include "util/diag.h"

#include <assert.h>
#include <string.h>

struct diag_entry {
    struct diag_message message;
    struct diag_entry *next;
};

static const char *const level_names[] = {"note", "warning", "error"};

const char *diag_level_name(enum diag_level level)
{
    return level_names[level];
}

static void deliver(struct diag *d, const struct diag_message *msg)
{
    d->counts[msg->level]++;
    if (d->report)
        d->report(d->user, msg);
}

#define REPORT(d, level, pos, code, fmt)                                               \
    do {                                                                               \
        va_list args;                                                                  \
        char text[1024];                                                               \
        va_start(args, fmt);                                                           \
        vsnprintf(text, sizeof text, fmt, args);                                       \
        va_end(args);                                                                  \
        deliver(d, &(struct diag_message){level, pos, code, text});                    \
    } while (0)

void diag_note(struct diag *d, struct diag_pos pos, const char *code, const char *fmt,
               ...)
{
    REPORT(d, DIAG_NOTE, pos, code, fmt);
}

void diag_warning(struct diag *d, struct diag_pos pos, const char *code,
                  const char *fmt, ...)
{
    REPORT(d, DIAG_WARNING, pos, code, fmt);
}

void diag_error(struct diag *d, struct diag_pos pos, const char *code, const char *fmt,
                ...)
{
    REPORT(d, DIAG_ERROR, pos, code, fmt);
}

#undef REPORT

/* A name or an excerpt must not be able to forge a line of its own. */
static void put_on_one_line(FILE *out, const char *s)
{
    for (; *s; s++)
        fputc((unsigned char)*s < 0x20 || *s == 0x7F ? '?' : *s, out);
}

void diag_format(FILE *out, const struct diag_message *msg)
{
    put_on_one_line(out, msg->pos.file ? msg->pos.file : "seoga");
    if (msg->pos.line > 0)
        fprintf(out, ":%d:%d", msg->pos.line, msg->pos.column);
    fprintf(out, ": %s: ", diag_level_name(msg->level));
    put_on_one_line(out, msg->text);
    fprintf(out, " [%s]\n", msg->code);
}

static void list_report(void *user, const struct diag_message *msg)
{
    struct diag_list *list = user;
    struct diag_entry *entry = arena_new(list->arena, struct diag_entry);

    entry->message = *msg;
    if (msg->pos.file)
        entry->message.pos.file = arena_strdup(list->arena, msg->pos.file);
    entry->message.text = arena_strdup(list->arena, msg->text);
    if (list->last)
        list->last->next = entry;
    else
        list->first = entry;
    list->last = entry;
}

struct diag diag_into(struct diag_list *list)
{
    assert(list->arena);
    return (struct diag){.report = list_report, .user = list};
}

void diag_replay(const struct diag_list *list, struct diag *to)
{
    for (const struct diag_entry *e = list->first; e; e = e->next)
        deliver(to, &e->message);
}
