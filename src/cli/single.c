#include "cli/single.h"

#include "cli/bounds.h"
#include "cli/depfile.h"
#include "cli/run.h"
#include "cli/wishes.h"

#include <stdlib.h>
#include <unistd.h>

/*
 * The name the output has until it goes to standard output: writers seek in it, which a
 * pipe does not bear.
 */
static const char *passing_name(struct arena *a, const char *form)
{
    const char *folder = getenv("TMPDIR");

    return arena_printf(a, "%s/seoga-output.%s", folder && *folder ? folder : "/tmp",
                        form);
}

static bool check_terminal(const struct cli_options *o, struct diag *diag)
{
    if (!o->to_stdout || !isatty(STDOUT_FILENO))
        return true;
    diag_error(diag, (struct diag_pos){0}, "usage",
               "a book is nothing for a terminal; send standard output to a file or on");
    return false;
}

static bool write_depfile(const struct cli_house *h, const struct cli_options *o,
                          struct deps *deps, struct diag *diag)
{
    const char *targets[2];
    struct cli_depfile file = {0};
    size_t count = 0;
    bool good;

    if (o->epub)
        targets[count++] = o->epub;
    if (o->pdf)
        targets[count++] = o->pdf;
    cli_house_deps(h, o, deps);
    deps_sort(deps);
    cli_depfile_open(&file, o->depfile);
    cli_depfile_rule(&file, targets, count);
    for (size_t i = 0; i < deps->count; i++)
        if (deps->files[i].stamp.size >= 0)
            cli_depfile_need(&file, deps->files[i].path);
    good = cli_depfile_write(&file, diag);
    cli_depfile_close(&file);
    return good;
}

int cli_single(const struct cli_options *o, struct diag *diag)
{
    struct cli_options own = *o;
    struct arena arena = {0};
    struct cli_house house;
    struct deps deps;
    struct cli_run_params params = {&own, &house, NULL, o->depfile ? &deps : NULL, false};
    int status;

    if (!check_terminal(o, diag))
        return CLI_WRONG_USAGE;
    cli_wishes_take(&own, &arena, diag);
    status = cli_house_open(&house, &own, diag);
    if (o->to_stdout && o->to_epub)
        own.epub = passing_name(&house.arena, "epub");
    if (o->to_stdout && o->to_pdf)
        own.pdf = passing_name(&house.arena, "pdf");
    deps_init(&deps);
    if (status == CLI_DONE) {
        cli_bounds_begin(&own, diag);
        status = cli_run(&params, diag);
    }
    if (status == CLI_DONE && o->depfile && !write_depfile(&house, &own, &deps, diag))
        status = CLI_FAILED;
    deps_release(&deps);
    cli_house_close(&house);
    arena_release(&arena);
    return status;
}
