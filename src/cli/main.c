#include "cli/batch.h"
#include "cli/check.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "cli/single.h"
#include "util/heap.h"

#include <fcntl.h>
#include <unistd.h>

static int run_as_asked(const struct cli_options *o, struct cli_report *report,
                        struct diag *diag)
{
    if (o->help) {
        cli_options_help(stdout);
        return CLI_DONE;
    }
    if (o->version) {
        puts("seoga " CLI_VERSION);
        return CLI_DONE;
    }
    if (!cli_check(o, diag))
        return CLI_WRONG_USAGE;
    return o->dir ? cli_batch(o, report, diag) : cli_single(o, diag);
}

/* A stream that is closed must not become the descriptor of an output, which messages
 * would then be written into. Reading or writing it still fails. */
static void hold_streams(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            return;
}

int main(int argc, char **argv)
{
    struct cli_report report = {0};
    struct diag diag = cli_report_diag(&report);
    struct cli_options options;
    struct arena arena = {0};
    int status = CLI_WRONG_USAGE;

    heap_share();
    hold_streams();
    cli_signals_install();
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ); /* a message is one write */
    if (cli_options_parse(&options, argc, argv, &arena, &diag)) {
        report.quiet = options.quiet;
        report.json = options.json;
        status = run_as_asked(&options, &report, &diag);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        diag_error(&diag, (struct diag_pos){0}, "file-write",
                   "standard output cannot be written");
        status = status ? status : CLI_FAILED;
    }
    cli_report_release(&report);
    arena_release(&arena);
    return status;
}
