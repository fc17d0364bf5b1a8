#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double milliseconds(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

bool cli_progress_terminal(void)
{
    return isatty(STDERR_FILENO);
}

bool cli_progress_wanted(const struct cli_options *o)
{
    if (o->progress != CLI_LIVE_AUTO)
        return o->progress == CLI_LIVE_ALWAYS;
    return cli_progress_terminal() && !o->quiet && !o->json;
}

double cli_progress_seconds(const struct cli_progress *p)
{
    return (milliseconds(CLOCK_MONOTONIC) - p->wall) / 1e3;
}

void cli_progress_begin(struct cli_progress *p)
{
    p->wall = milliseconds(CLOCK_MONOTONIC);
    p->cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
}

void cli_progress_end(struct cli_progress *p, const char *name)
{
    double wall = p->wall, cpu = p->cpu;

    cli_progress_begin(p);
    if (p->timings)
        fprintf(stderr, "seoga: time: %-8s %7.1f ms (cpu %7.1f ms)\n", name,
                p->wall - wall, p->cpu - cpu);
}

void cli_progress_images(struct cli_progress *p, size_t done, size_t count,
                         size_t bytes)
{
    if (!p->live || p->log || milliseconds(CLOCK_MONOTONIC) - p->wall < 1e3)
        return;
    fprintf(stderr, "\rseoga: images: %zu of %zu, %.1f MB\033[K", done, count,
            (double)bytes / 1e6);
    fflush(stderr);
    p->line = true;
}

void cli_progress_articles(struct cli_progress *p, size_t done, size_t count)
{
    double now = milliseconds(CLOCK_MONOTONIC), passed = now - p->wall;

    if (!p->live || passed < 1e3 || now - p->shown < (p->log ? 1e3 : 100))
        return;
    p->shown = now;
    p->line = !p->log;
    fprintf(stderr, "%sseoga: articles: %zu of %zu, %.0f a second%s",
            p->log ? "" : "\r", done, count, (double)done * 1e3 / passed,
            p->log ? "\n" : "\033[K");
    fflush(stderr);
}

void cli_progress_clear(struct cli_progress *p)
{
    if (p->line)
        fputs("\r\033[K", stderr);
    p->line = false;
}
