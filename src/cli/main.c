#include "cli/batch.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "cli/single.h"

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
    if (!cli_options_check(o, diag))
        return CLI_WRONG_USAGE;
    return o->dir ? cli_batch(o, report, diag) : cli_single(o, diag);
}

int main(int argc, char **argv)
{
    struct cli_report report = {0};
    struct diag diag = cli_report_diag(&report);
    struct cli_options options;
    struct arena arena = {0};
    int status = CLI_WRONG_USAGE;

    cli_signals_install();
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
