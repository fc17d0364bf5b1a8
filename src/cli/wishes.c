#include "cli/wishes.h"

#include "book/book.h"
#include "book/wishes.h"
#include "cli/data.h"
#include "theme/theme.h"
#include "util/file.h"
#include "util/path.h"

static void wrong(struct diag *diag, const struct book_wish *wish, const char *what)
{
    diag_warning(diag, wish->pos, "list-value", "this should be %s; it was left out",
                 what);
}

static void take_page(struct cli_options *o, const struct book_wish *wish,
                      struct diag *diag)
{
    if (!wish->word || o->page)
        return;
    if (theme_page_known(wish->word))
        o->page = wish->word;
    else
        wrong(diag, wish, "a page size: a4, a5, sinkuk, b6 or WxHmm");
}

static void take_theme(struct cli_options *o, const struct book_wish *wish,
                       struct arena *a, struct diag *diag)
{
    struct diag quiet = {0}; /* without its folder the program will complain */
    const char *data = cli_data_folder(a, &quiet);

    if (!wish->word || o->theme || o->print || !data)
        return;
    if (file_exists(theme_path(path_join(a, data, "templates"), wish->word, a)))
        o->theme = wish->word;
    else
        wrong(diag, wish, "default, print, large or the path of a theme that is there");
}

static void take_profile(struct cli_options *o, const struct book_wish *wish,
                         struct diag *diag)
{
    if (!wish->word || o->profile)
        return;
    o->profile = epub_profile_find(wish->word);
    if (!o->profile)
        wrong(diag, wish, "generic, kindle, kobo or apple");
}

void cli_wishes_take(struct cli_options *o, struct arena *a, struct diag *diag)
{
    for (size_t i = 0; i < o->input_count; i++) {
        struct book_wishes w;

        if (!book_is_list(o->inputs[i]) || !file_exists(o->inputs[i]))
            continue;
        book_wishes_read(&w, o->inputs[i], a, diag);
        take_page(o, &w.page, diag);
        take_theme(o, &w.theme, a, diag);
        take_profile(o, &w.profile, diag);
        o->embed_fonts |= w.embed_fonts;
    }
}
