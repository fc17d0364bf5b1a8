#include "cli/check.h"

#include "book/address.h"
#include "book/book.h"
#include "doc/meta.h"
#include "util/file.h"

#include <string.h>

static bool complain(struct diag *diag, const char *text)
{
    diag_error(diag, (struct diag_pos){0}, "usage", "%s", text);
    return false;
}

/* Either may be NULL: not asked for. */
static bool are_apart(const char *output, const char *input)
{
    return !output || !input ||
           (strcmp(output, input) != 0 && !file_same(output, input));
}

static bool check_outputs(const struct cli_options *o, struct diag *diag)
{
    const char *const outputs[] = {o->epub, o->pdf, o->depfile};

    for (size_t i = 0; i < 3; i++) {
        bool last = i == 2; /* the depfile is not another output either */
        const char *const others[] = {o->theme, o->cover, last ? o->epub : NULL,
                                      last ? o->pdf : NULL};
        bool good = true;

        for (size_t k = 0; k < o->input_count; k++)
            good &= are_apart(outputs[i], o->inputs[k]);
        for (size_t k = 0; k < o->follow_count; k++)
            good &= are_apart(outputs[i], o->follow[k]);
        for (size_t k = 0; k < 4; k++)
            good &= are_apart(outputs[i], others[k]);
        if (!good) {
            diag_error(diag, (struct diag_pos){.file = outputs[i]}, "usage",
                       "is an input too, or written twice; name another output");
            return false;
        }
    }
    return true;
}

/* What --to goes together with: a folder, or one article on standard output. */
static const char *wrong_forms(const struct cli_options *o)
{
    bool forms = o->to_epub || o->to_pdf;

    if (!forms)
        return o->dir         ? "-d wants --to: what is to be made of each article"
               : o->to_stdout ? "-o - wants --to epub or --to pdf"
               : o->force     ? "--force wants --to and -d"
                              : NULL;
    if (!o->dir && !o->to_stdout)
        return "--to wants -d DIR, the folder for what it makes, or -o -";
    if (o->epub || o->pdf || (o->dir && o->to_stdout))
        return "--to names no single file: give -d DIR, or -o without --to";
    if (o->dump_tree || o->dump_pages || o->dump_tags || o->list)
        return "--to makes files; --list and the dumps are printed without it";
    if (o->to_stdout && o->to_epub && o->to_pdf)
        return "standard output can take one form: --to epub or --to pdf";
    if (o->to_stdout && o->depfile)
        return "--depfile wants outputs that have a name";
    if (o->dir && o->follow_count > 0)
        return "--follow binds one book; -d makes many";
    if (o->dir && (o->title || o->identifier))
        return "--title and --identifier are of one book; -d makes many";
    return NULL;
}

static const char *wrong_value(const struct cli_options *o)
{
    struct arena scratch = {0};
    bool web = !o->site_url || book_web_url(&scratch, o->site_url);

    arena_release(&scratch);
    if (o->lang && !doc_lang_valid(o->lang))
        return "--lang wants a language tag such as ko or en-US";
    if (o->identifier && !doc_identifier_valid(o->identifier))
        return "--identifier wants a line, or urn:uuid: and a UUID";
    if (!web)
        return "--site-url wants an address such as https://example.org/";
    if (o->site && !file_is_folder(o->site))
        return "--site wants the folder of the site";
    if (!book_epoch_valid())
        return "SOURCE_DATE_EPOCH wants seconds since 1970; set it to a number, or "
               "unset it";
    return NULL;
}

bool cli_check(const struct cli_options *o, struct diag *diag)
{
    size_t from_stdin = 0;

    for (size_t i = 0; i < o->input_count; i++)
        from_stdin += strcmp(o->inputs[i], "-") == 0;
    if (o->input_count + o->follow_count == 0)
        return complain(diag,
                        "no article is named; try: seoga article.md -o article.epub");
    for (size_t i = 0; i < o->follow_count; i++)
        if (strcmp(o->follow[i], "-") == 0)
            return complain(diag, "--follow wants a file, not standard input");
    if (from_stdin > 1)
        return complain(diag, "standard input can be read once only");
    if (wrong_forms(o))
        return complain(diag, wrong_forms(o));
    if (o->dir && from_stdin)
        return complain(diag, "standard input has no name to make one in -d from");
    if (o->depfile && !o->dir && !o->epub && !o->pdf)
        return complain(diag, "--depfile wants an output");
    if (!o->epub && !o->pdf && !o->dir && !o->to_stdout && !o->dump_tree &&
        !o->dump_pages && !o->dump_tags && !o->list)
        return complain(diag, "no output is named; add -o FILE.epub or -o FILE.pdf");
    if ((o->refresh || o->private_hosts) && !o->fetch)
        return complain(diag, "--refresh and --fetch-private want --fetch too");
    if (o->refresh && o->offline)
        return complain(diag, "--offline asks for nothing, so --refresh cannot be");
    if (o->print && (o->epub || o->to_epub))
        return complain(diag, "--print makes a PDF for paper; make the EPUB in a run "
                              "of its own");
    if (o->booklet && !o->pdf && !o->to_pdf)
        return complain(diag, "--booklet is of a PDF; add -o FILE.pdf");
    if (o->links && (o->epub || o->to_epub))
        return complain(diag, "--links is for paper; make the EPUB in another run");
    if (!o->claim.level != !o->claim.certifier)
        return complain(diag, "--conforms-to and --certified-by want each other: only "
                              "people can say what conforms");
    if (wrong_value(o))
        return complain(diag, wrong_value(o));
    return check_outputs(o, diag);
}
