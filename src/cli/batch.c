#include "cli/batch.h"

#include "book/book.h"
#include "cli/bounds.h"
#include "cli/depfile.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/state.h"
#include "cli/wishes.h"
#include "util/file.h"
#include "util/heap.h"
#include "util/path.h"
#include "util/pool.h"
#include "util/str.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SAVE_SECONDS 5 /* how much work may be lost to the next run when this is stopped */

/* One article. What hangs on it is gone when it was told of. */
struct article {
    const struct cli_input *input;
    const char *outputs[2]; /* EPUB and PDF, those that are wanted */
    size_t output_count;
    const char *epub, *pdf;
    enum { ARTICLE_MADE, ARTICLE_UNCHANGED, ARTICLE_FAILED } end;
    bool unsettled; /* the next run may come to something else */
    struct arena arena;
    struct diag_list messages;
    struct diag kept; /* into `messages` */
    struct deps deps;
    const struct cli_state_output *current; /* how an unchanged one was made */
    struct cli_state_made made[2];
    size_t made_count;
};

struct batch {
    const struct cli_options *options;
    struct diag *diag;
    struct arena arena;
    struct cli_house house;
    struct deps common; /* of all articles */
    struct cli_inputs inputs;
    struct article *articles;
    struct cli_state *state;
    struct hash_sha1 settings; /* what all outputs depend on */
    struct cli_progress progress;
    struct cli_depfile depfile;
    double saved; /* s, when the state was written last */
    size_t told, ends[ARTICLE_FAILED + 1], files;
    bool state_failed;
};

/* Settings */

/* What the outputs depend on besides the articles and what these name. */
static void sum_settings(struct batch *b)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    const char *parts[] = {CLI_VERSION, epoch ? epoch : ""};
    struct hash_sha1 *sum = &b->settings;

    *sum = b->options->said;
    for (size_t i = 0; i < 2; i++)
        hash_sha1_add(sum, parts[i], strlen(parts[i]) + 1);
    for (size_t i = 0; i < b->common.count; i++) {
        const char *path = b->common.files[i].path;
        uint8_t sha1[HASH_SHA1_SIZE];

        cli_state_sha1(b->state, path, sha1);
        hash_sha1_add(sum, path_base(path), strlen(path_base(path)) + 1);
        hash_sha1_add(sum, sha1, sizeof sha1);
    }
}

/* The name of an article is part of it: it may hold a date, or be the title. */
static void settings_of(const struct batch *b, const struct article *x,
                        uint8_t settings[HASH_SHA1_SIZE])
{
    struct hash_sha1 sum = b->settings;

    hash_sha1_add(&sum, x->input->path, strlen(x->input->path) + 1);
    hash_sha1_final(&sum, settings);
}

/* One article */

static bool is_unchanged(const struct batch *b, struct article *x,
                         const uint8_t settings[HASH_SHA1_SIZE])
{
    if (b->options->force || b->options->refresh)
        return false;
    for (size_t i = 0; i < x->output_count; i++) {
        x->current = cli_state_current(b->state, x->outputs[i], settings);
        if (!x->current)
            return false;
    }
    return true;
}

/* An image that could not be had may be had next time. */
static void listen(void *user, const struct diag_message *msg)
{
    struct article *x = user;

    x->unsettled |= strcmp(msg->code, "img-fetch") == 0;
    x->kept.report(x->kept.user, msg);
}

static bool make_folder(struct article *x, struct diag *diag)
{
    const char *folder = path_dir(&x->arena, x->outputs[0]);

    if (file_make_folders(folder))
        return true;
    diag_error(diag, (struct diag_pos){.file = x->outputs[0]}, "file-write",
               "cannot be written: %s; check its folder", strerror(errno));
    return false;
}

static bool is_own_output(const struct article *x, struct diag *diag)
{
    for (size_t i = 0; i < x->output_count; i++)
        if (file_same(x->outputs[i], x->input->path)) {
            diag_error(diag, (struct diag_pos){.file = x->input->path}, "usage",
                       "is an input and an output; name another folder");
            return true;
        }
    return false;
}

/* The book of one article or list in this house. */
static int make_in(struct batch *b, struct article *x, struct cli_house *house,
                   const struct cli_options *o, struct diag *diag)
{
    struct cli_run_params params = {o, house, NULL, &x->deps, true};
    int status;

    params.fonts = text_fontset_share(b->house.fonts, diag);
    status = cli_run(&params, diag);
    text_fontset_destroy(params.fonts);
    return status;
}

/* A list may ask for another theme or page than the rest have. */
static int make_in_its_own(struct batch *b, struct article *x,
                           const struct cli_options *o, struct diag *diag)
{
    struct cli_house house;
    int status = cli_house_open(&house, o, diag);

    if (status == CLI_DONE) {
        cli_house_deps(&house, o, &x->deps);
        status = make_in(b, x, &house, o, diag);
    }
    cli_house_close(&house);
    return status;
}

static int make(struct batch *b, struct article *x)
{
    struct diag diag = {.report = listen, .user = x};
    struct cli_options o = *b->options;
    const char *inputs[] = {x->input->path, NULL};

    o.inputs = inputs;
    o.input_count = 1;
    o.epub = x->epub;
    o.pdf = x->pdf;
    o.threads = 1;
    o.verbose = o.timings = false;
    o.no_sandbox = true; /* the batch is in one already */
    if (is_own_output(x, &diag) || !make_folder(x, &diag))
        return CLI_FAILED;
    cli_wishes_take(&o, &x->arena, &diag);
    if (o.theme == b->options->theme && o.page == b->options->page)
        return make_in(b, x, &b->house, &o, &diag);
    return make_in_its_own(b, x, &o, &diag);
}

static void take_down(const struct batch *b, struct article *x,
                      const uint8_t settings[HASH_SHA1_SIZE])
{
    for (size_t i = 0; i < x->output_count; i++)
        if (cli_state_take(b->state, &x->made[x->made_count], x->outputs[i], &x->deps,
                           settings, &x->arena))
            x->made_count++;
}

static void work(void *user, size_t index)
{
    struct batch *b = user;
    struct article *x = &b->articles[index];
    uint8_t settings[HASH_SHA1_SIZE];

    x->messages.arena = &x->arena;
    x->kept = diag_into(&x->messages);
    deps_init(&x->deps);
    settings_of(b, x, settings);
    if (is_unchanged(b, x, settings)) {
        x->end = ARTICLE_UNCHANGED;
        return;
    }
    x->end = make(b, x) == CLI_DONE ? ARTICLE_MADE : ARTICLE_FAILED;
    deps_sort(&x->deps);
    if (x->end == ARTICLE_MADE && !x->unsettled)
        take_down(b, x, settings);
}

/* Telling, in the order of the articles */

/* Folders in which outputs lie have the time of the run: they tell make nothing. */
static void add_need(struct batch *b, const char *path)
{
    const char *name = cli_state_name(b->state, path, &b->arena);
    bool outside = str_starts(str_of(name), "../") && !file_same(path, b->options->dir);

    if (outside || !str_ends(str_of(path), "/"))
        cli_depfile_need(&b->depfile, path);
}

static void add_rule(struct batch *b, const struct article *x)
{
    struct cli_depfile *d = &b->depfile;

    cli_depfile_rule(d, x->outputs, x->output_count);
    for (size_t i = 0; i < x->deps.count; i++)
        if (x->deps.files[i].stamp.size >= 0)
            add_need(b, x->deps.files[i].path);
    for (size_t i = 0; x->end == ARTICLE_UNCHANGED && i < x->current->count; i++) {
        const char *path = cli_state_path(b->state, x->current->uses[i], &b->arena);

        if (stamp_of(path).size >= 0)
            add_need(b, path);
    }
    for (size_t i = 0; i < b->common.count; i++)
        if (b->common.files[i].stamp.size >= 0)
            cli_depfile_need(d, b->common.files[i].path);
}

static void save(struct batch *b)
{
    b->saved = cli_progress_seconds(&b->progress);
    b->state_failed |= !cli_state_write(b->state, b->diag);
}

static void tell(void *user, size_t index)
{
    struct batch *b = user;
    struct article *x = &b->articles[index];

    if (x->messages.first)
        cli_progress_clear(&b->progress);
    diag_replay(&x->messages, b->diag);
    for (size_t i = 0; i < x->made_count; i++)
        cli_state_put(b->state, &x->made[i]);
    if (b->options->depfile)
        add_rule(b, x);
    b->ends[x->end]++;
    b->files += x->end == ARTICLE_MADE ? x->output_count : 0;
    b->told++;
    if (cli_progress_seconds(&b->progress) - b->saved > SAVE_SECONDS)
        save(b);
    cli_progress_articles(&b->progress, b->told, b->inputs.count);
    deps_release(&x->deps);
    arena_release(&x->arena);
}

/* The whole */

static int threads(const struct batch *b)
{
    return b->options->threads ? b->options->threads : pool_processors();
}

static const char *output(struct batch *b, struct article *x, const char *extension)
{
    const char *name = arena_printf(&b->arena, "%s%s", x->input->name, extension);

    return x->outputs[x->output_count++] = path_join(&b->arena, b->options->dir, name);
}

/* The folder of the theme that a list wishes, or NULL. */
static const char *theme_folder(const char *path, struct arena *a)
{
    const char *inputs[] = {path};
    struct cli_options o = {.inputs = inputs, .input_count = 1};
    struct diag quiet = {0};

    if (book_is_list(path))
        cli_wishes_take(&o, a, &quiet);
    return o.theme && strchr(o.theme, '/') ? path_dir(a, o.theme) : NULL;
}

/* All articles are read in the same bounds: threads cannot have some of their own. */
static void bound(struct batch *b)
{
    const struct cli_options *o = b->options;
    const struct book_params params = {.site = o->site, .cover = o->cover};
    struct arena scratch = {0};
    const char **paths = arena_array(&scratch, const char *, b->inputs.count);
    const char *const *reach;
    const char **places;
    size_t count;

    cli_bounds_begin(o, b->diag);
    for (size_t i = 0; i < b->inputs.count; i++)
        paths[i] = b->inputs.list[i].path;
    reach = book_reach_of(&params, paths, b->inputs.count, &scratch, &count);
    places = arena_array(&scratch, const char *, b->inputs.count + count);
    for (size_t i = 0; i < b->inputs.count; i++)
        places[i] = theme_folder(paths[i], &scratch);
    for (size_t i = 0; i < count; i++)
        places[b->inputs.count + i] = reach[i];
    cli_bounds_reads(o, &b->house, places, b->inputs.count + count);
    arena_release(&scratch);
}

static int prepare(struct batch *b)
{
    const struct cli_options *o = b->options;
    int status = cli_house_open(&b->house, o, b->diag);

    if (status != CLI_DONE)
        return status;
    if (!cli_inputs_find(&b->inputs, o->inputs, o->input_count, &b->arena, b->diag) ||
        !cli_house_fonts(&b->house, o, b->diag))
        return CLI_FAILED;
    text_fontset_open(b->house.fonts);
    if (!file_make_folders(o->dir)) {
        diag_error(b->diag, (struct diag_pos){.file = o->dir}, "file-write",
                   "cannot be made: %s", strerror(errno));
        return CLI_FAILED;
    }
    if (!o->no_sandbox)
        bound(b);
    b->articles = arena_array(&b->arena, struct article, b->inputs.count);
    for (size_t i = 0; i < b->inputs.count; i++) {
        struct article *x = &b->articles[i];

        x->input = &b->inputs.list[i];
        x->epub = o->to_epub ? output(b, x, ".epub") : NULL;
        x->pdf = o->to_pdf ? output(b, x, ".pdf") : NULL;
    }
    return CLI_DONE;
}

static void summarise(struct batch *b, struct cli_report *report)
{
    struct buf text = {0};

    buf_printf(&text, "%zu articles", b->inputs.count);
    if (b->ends[ARTICLE_UNCHANGED] > 0)
        buf_printf(&text, ", %zu unchanged", b->ends[ARTICLE_UNCHANGED]);
    if (b->ends[ARTICLE_FAILED] > 0)
        buf_printf(&text, ", %zu failed", b->ends[ARTICLE_FAILED]);
    buf_printf(&text, ", %zu files, %.1f s", b->files,
               cli_progress_seconds(&b->progress));
    if (report->tally_count > 0)
        buf_puts(&text, "; ");
    cli_report_summary(report, &text);
    diag_note(b->diag, (struct diag_pos){0}, "summary", "%s", buf_str(&text));
    buf_release(&text);
}

static void make_all(struct batch *b)
{
    b->state = cli_state_open(b->options->dir, b->diag);
    cli_state_refresh(b->state, threads(b));
    cli_house_deps(&b->house, b->options, &b->common);
    deps_sort(&b->common);
    sum_settings(b);
    pool_run_in_order(threads(b), b->inputs.count, work, tell, b);
    cli_progress_clear(&b->progress);
    save(b);
    cli_state_close(b->state);
}

int cli_batch(const struct cli_options *o, struct cli_report *report, struct diag *diag)
{
    struct batch b = {.options = o, .diag = diag};
    int status;

    b.progress.live = cli_progress_wanted(o);
    b.progress.log = o->progress == CLI_LIVE_ALWAYS && !cli_progress_terminal();
    cli_progress_begin(&b.progress);
    deps_init(&b.common);
    cli_depfile_open(&b.depfile, o->depfile);
    status = prepare(&b);
    if (status == CLI_DONE) {
        make_all(&b);
        summarise(&b, report);
        if (o->depfile && !cli_depfile_write(&b.depfile, diag))
            status = CLI_FAILED;
        if (b.ends[ARTICLE_FAILED] > 0 || b.state_failed)
            status = CLI_FAILED;
    }
    cli_depfile_close(&b.depfile);
    deps_release(&b.common);
    cli_house_close(&b.house);
    arena_release(&b.arena);
    return status;
}
