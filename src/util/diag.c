#include "util/diag.h"

#include "util/utf8.h"

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

/* Controls and what else ends a line, turns its direction, or is no text. */
static bool is_printable(uint32_t cp)
{
    return cp >= 0x20 && !(cp >= 0x7F && cp < 0xA0) && cp != 0x2028 && cp != 0x2029 &&
           !(cp >= 0x202A && cp <= 0x202E) && !(cp >= 0x2066 && cp <= 0x2069) &&
           (cp & 0xFFFE) != 0xFFFE;
}

void diag_put(FILE *out, const char *s)
{
    for (size_t len = strlen(s); len > 0;) {
        uint32_t cp;
        size_t n = utf8_decode(s, len, &cp);

        if (!is_printable(cp) || utf8_is_ill(cp, s, n))
            fputc('?', out);
        else
            fwrite(s, 1, n, out);
        s += n;
        len -= n;
    }
}

void diag_format(FILE *out, const struct diag_message *msg)
{
    diag_put(out, msg->pos.file ? msg->pos.file : "seoga");
    if (msg->pos.line > 0)
        fprintf(out, ":%d:%d", msg->pos.line, msg->pos.column);
    fprintf(out, ": %s: ", diag_level_name(msg->level));
    diag_put(out, msg->text);
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
