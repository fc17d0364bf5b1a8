#include "cli/signals.h"

#include "util/file.h"

#include <signal.h>
#include <stddef.h>

static void clean_up(int number)
{
    file_unlink_unfinished();
    raise(number); /* SA_RESETHAND: delivered for good when the handler returns */
}

/* Fonts are mapped, and what is mapped may be cut by others; then several threads may come
 * here. */
static void stop_reading(int number)
{
    (void)number;
    file_abandon("seoga: error: a font or another file was cut while it was read; "
                 "nothing was written [file-read]\n");
}

void cli_signals_install(void)
{
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGABRT};
    struct sigaction clean = {.sa_handler = clean_up, .sa_flags = (int)SA_RESETHAND};
    struct sigaction stop = {.sa_handler = stop_reading};
    struct sigaction old;

    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        /* What was ignored from outside (nohup) stays so. */
        if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN)
            continue;
        sigaction(deadly[i], &clean, NULL);
    }
    sigaction(SIGBUS, &stop, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}
