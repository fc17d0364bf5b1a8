#include "reader/components.h"

#include "data/json.h"
#include "data/yaml.h"
#include "util/unicode.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Where a component's properties come from: a tag or a fence's body. */
struct properties {
    struct reader_context *c;
    const struct html_tag *tag;
    const struct data_value *values;
};

/* The first string of a JavaScript literal: "'a'", "['a', 'b']"; what has no quotes is
 * itself. */
static const char *first_literal(struct arena *a, const char *s)
{
    size_t start = s ? strcspn(s, "'\"`") : 0;
    size_t end;

    if (!s || !s[start])
        return s;
    end = start + 1 + strcspn(s + start + 1, (char[]){s[start], '\0'});
    return arena_strndup(a, s + start + 1, end - start - 1);
}

/* The value of `name` or of ":name" as it is written, or NULL. */
static const char *raw_property(const struct properties *p, const char *name)
{
    const char *s;

    if (!p->tag)
        return data_get_string(p->values, name);
    s = reader_attribute(p->tag, name);
    return s ? s
             : first_literal(
                   p->c->arena,
                   reader_attribute(p->tag, arena_printf(p->c->arena, ":%s", name)));
}

static const char *property(const struct properties *p, const char *name)
{
    const char *s = raw_property(p, name);
    char *copy;

    if (unicode_is_blank(s))
        return NULL;
    copy = arena_strdup(p->c->arena, reader_prose(p->c, s));
    for (char *at = copy; *at; at++)
        if (*at == '\n')
            *at = ' ';
    return arena_strndup(p->c->arena, str_trim(str_of(copy)).s,
                         str_trim(str_of(copy)).len);
}

static struct doc_node *card(const struct properties *p, struct diag_pos pos,
                             enum doc_card_kind kind, enum doc_card_origin origin)
{
    struct doc_node *n = doc_node_new(p->c->arena, DOC_CARD, pos);

    n->as.card.kind = kind;
    n->as.card.origin = origin;
    return n;
}

static const char *first_of(const char *a, const char *b)
{
    return a ? a : b;
}

static struct doc_node *make_vpcard(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = card(p, pos, DOC_CARD_LINK, DOC_FROM_CARD);

    n->as.card.url = property(p, "link");
    n->as.card.title = first_of(property(p, "title"), first_of(n->as.card.url, ""));
    n->as.card.text = property(p, "desc");
    return n;
}

static struct doc_node *make_siteinfo(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = card(p, pos, DOC_CARD_LINK, DOC_FROM_SITE);

    n->as.card.url = property(p, "url");
    n->as.card.title = first_of(property(p, "name"), first_of(n->as.card.url, ""));
    n->as.card.text = property(p, "desc");
    n->as.card.preview = property(p, "preview");
    return n;
}

static bool has_video_ending(const char *s)
{
    static const char *const endings[] = {".mp4",  ".mov", ".webm",
                                          ".m3u8", ".mp3", ".ogg"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(str_of(s), endings[i]))
            return true;
    return strchr(s, '/') != NULL;
}

/* "youtube/ID", "vimeo/ID", an address, or a bare YouTube id. */
static const char *video_address(struct reader_context *c, const char *src)
{
    if (strncmp(src, "youtube/", 8) == 0)
        return arena_printf(c->arena, "https://www.youtube.com/watch?v=%s", src + 8);
    if (strncmp(src, "vimeo/", 6) == 0)
        return arena_printf(c->arena, "https://vimeo.com/%s", src + 6);
    if (strlen(src) == 11 && !has_video_ending(src))
        return arena_printf(c->arena, "https://www.youtube.com/watch?v=%s", src);
    return src;
}

static struct doc_node *make_video(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = card(p, pos, DOC_CARD_VIDEO, DOC_FROM_OTHER);
    const char *src = first_of(property(p, "src"), property(p, "id")),
               *bvid = property(p, "bvid");

    n->as.card.url =
        src    ? video_address(p->c, src)
        : bvid ? arena_printf(p->c->arena, "https://www.bilibili.com/video/%s", bvid)
               : NULL;
    n->as.card.title = property(p, "title");
    return n;
}

static struct doc_node *make_pen(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = card(p, pos, DOC_CARD_DEMO, DOC_FROM_OTHER);
    const char *user = property(p, "user"), *hash = property(p, "slug-hash");

    n->as.card.url = property(p, "link");
    if (!n->as.card.url && hash)
        n->as.card.url =
            user ? arena_printf(p->c->arena, "https://codepen.io/%s/pen/%s", user, hash)
                 : arena_printf(p->c->arena, "https://codepen.io/pen/%s", hash);
    n->as.card.title = first_of(property(p, "title"), "CodePen");
    return n;
}

static struct doc_node *make_sandbox(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = card(p, pos, DOC_CARD_DEMO, DOC_FROM_OTHER);
    const char *id = property(p, "id");

    n->as.card.url = first_of(
        property(p, "link"),
        id ? arena_printf(p->c->arena, "https://stackblitz.com/edit/%s", id) : NULL);
    n->as.card.title = first_of(property(p, "title"), "StackBlitz");
    return n;
}

static struct doc_node *make_document(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = card(p, pos, DOC_CARD_DOCUMENT, DOC_FROM_OTHER);

    n->as.card.url = first_of(property(p, "url"), property(p, "src"));
    n->as.card.title = first_of(property(p, "title"), "PDF");
    return n;
}

static struct doc_node *make_banner(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = card(p, pos, DOC_CARD_LINK, DOC_FROM_OTHER);

    n->as.card.title = first_of(property(p, "title"), "");
    n->as.card.text = property(p, "content");
    return n;
}

/* Which browsers know a feature of the web: the site asks a service, which has a page
 * for it. */
static struct doc_node *make_baseline(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = card(p, pos, DOC_CARD_LINK, DOC_FROM_OTHER);
    const char *feature = first_of(property(p, "feature-id"),
                                   first_of(property(p, "feature"), property(p, "id")));

    n->as.card.title =
        arena_printf(p->c->arena, "Baseline: %s", first_of(feature, "?"));
    if (feature)
        n->as.card.url =
            arena_printf(p->c->arena, "https://webstatus.dev/features/%s", feature);
    return n;
}

static void add_figure(struct doc_node *gallery, struct reader_context *c,
                       const char *url, const char *alt)
{
    struct doc_node *figure = doc_node_new(c->arena, DOC_FIGURE, gallery->pos);
    struct doc_node *image = doc_node_new(c->arena, DOC_IMAGE, gallery->pos);

    image->as.image.url = url;
    image->as.image.alt = first_of(alt, "");
    doc_node_append(figure, image);
    if (alt) {
        struct doc_node *caption = doc_node_new(c->arena, DOC_CAPTION, gallery->pos);

        doc_node_append(caption, doc_text_new(c->arena, alt, gallery->pos));
        doc_node_append(figure, caption);
    }
    doc_node_append(gallery, figure);
}

/* Addresses between white space; a JavaScript list has quotes and commas as well. */
static void add_figures(struct doc_node *gallery, struct reader_context *c,
                        const char *list)
{
    const char *between = list[strspn(list, " \t\n")] == '[' ? " \t\n,'\"`[]" : " \t\n";
    size_t len;

    for (list += strspn(list, between); *list;
         list += len, list += strspn(list, between)) {
        len = strcspn(list, between);
        add_figure(gallery, c, reader_verbatim(c, arena_strndup(c->arena, list, len)),
                   NULL);
    }
}

/* The members of a list: an address, or a map with one and with words about it. */
static void add_members(struct doc_node *gallery, struct reader_context *c,
                        const struct data_value *list)
{
    for (const struct data_value *v = list->first; v; v = v->next) {
        struct properties p = {c, NULL, v};
        const char *url =
            first_of(data_string(v),
                     first_of(property(&p, "src"),
                              first_of(property(&p, "url"), property(&p, "path"))));

        if (url)
            add_figure(
                gallery, c, url,
                first_of(property(&p, "title"),
                         first_of(property(&p, "alt"), property(&p, "caption"))));
    }
}

static const char *const gallery_keys[] = {"paths", "images", "src"};

/* A gallery's pictures, one below the other; without a list they stand between its
 * tags. */
static struct doc_node *make_gallery(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = doc_node_new(p->c->arena, DOC_ARTICLE, pos);

    if (p->values && p->values->kind == DATA_LIST)
        add_members(n, p->c, p->values);
    for (size_t i = 0; i < sizeof gallery_keys / sizeof *gallery_keys && !n->first;
         i++) {
        const struct data_value *v = data_get(p->values, gallery_keys[i]);
        const char *s =
            p->tag ? reader_attribute(p->tag, gallery_keys[i]) : data_string(v);

        if (p->tag && !s)
            s = reader_attribute(p->tag,
                                 arena_printf(p->c->arena, ":%s", gallery_keys[i]));
        if (s)
            add_figures(n, p->c, s);
        else if (v)
            add_members(n, p->c, v);
    }
    return n;
}

void reader_add_component(struct doc_node *parent, struct doc_node *n)
{
    if (n->kind == DOC_ARTICLE)
        doc_node_adopt(parent, n);
    else
        doc_node_append(parent, n);
}

static struct doc_node *make_badge(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = doc_node_new(p->c->arena, DOC_BADGE, pos);
    const char *type = first_of(property(p, "type"), "info"),
               *text = property(p, "text");

    if (!text && p->tag && p->tag->self_closing)
        return NULL; /* an empty one says nothing */

    n->as.badge = strcmp(type, "tip") == 0       ? DOC_BADGE_TIP
                  : strcmp(type, "warning") == 0 ? DOC_BADGE_WARNING
                  : strcmp(type, "danger") == 0  ? DOC_BADGE_DANGER
                                                 : DOC_BADGE_INFO;
    if (text)
        doc_node_append(n, doc_text_new(p->c->arena, text, pos));
    return n;
}

/* An icon becomes a badge-less span that holds its word; it is dropped later where text
 * stands beside it. */
static struct doc_node *make_icon(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = doc_node_new(p->c->arena, DOC_SPAN, pos);
    const char *icon = property(p, "icon");

    if (icon)
        doc_node_append(n,
                        doc_text_new(p->c->arena, reader_icon_word(p->c, icon), pos));
    n->id = "icon"; /* until tree.c decides */
    return n;
}

static struct doc_node *make_link(const struct properties *p, struct diag_pos pos)
{
    struct doc_node *n = doc_node_new(p->c->arena, DOC_LINK, pos);

    n->as.link.url = first_of(property(p, "to"), first_of(property(p, "link"), ""));
    return n;
}

static const struct {
    const char *name;
    enum reader_component_use use;
    struct doc_node *(*make)(const struct properties *p, struct diag_pos pos);
} registry[] = {
    {"VPCard", READER_BLOCK, make_vpcard},
    {"SiteInfo", READER_BLOCK, make_siteinfo},
    {"VidStack", READER_BLOCK, make_video},
    {"VideoPlayer", READER_BLOCK, make_video},
    {"AudioPlayer", READER_BLOCK, make_video},
    {"ArtPlayer", READER_BLOCK, make_video},
    {"YouTube", READER_BLOCK, make_video},
    {"BiliBili", READER_BLOCK, make_video},
    {"CodePen", READER_BLOCK, make_pen},
    {"StackBlitz", READER_BLOCK, make_sandbox},
    {"Replit", READER_BLOCK, make_sandbox},
    {"JSFiddle", READER_BLOCK, make_sandbox},
    {"PDF", READER_BLOCK, make_document},
    {"VPBanner", READER_BLOCK, make_banner},
    {"BaselineStatus", READER_BLOCK, make_baseline},
    {"ImageGallery", READER_BLOCK, make_gallery},
    {"Badge", READER_INLINE, make_badge},
    {"VPIcon", READER_INLINE, make_icon},
    {"VPIcno", READER_INLINE, make_icon},
    {"FontIcon", READER_INLINE, make_icon},
    {"HopeIcon", READER_INLINE, make_icon},
    {"RouteLink", READER_INLINE, make_link},
    {"RouterLink", READER_INLINE, make_link},
    {"AutoLink", READER_INLINE, make_link},
    {"VPLink", READER_INLINE, make_link},
    {"Share", READER_DROPPED, NULL},
    {"Catalog", READER_DROPPED, NULL},
    {"AutoCatalog", READER_DROPPED, NULL},
    {"GlobalTOC", READER_DROPPED, NULL},
    {"TOC", READER_DROPPED, NULL},
    {"TagLinks", READER_DROPPED, NULL},
    {"Comment", READER_DROPPED, NULL},
    {"NewsLetter", READER_DROPPED, NULL},
    {"ClientOnly", READER_WRAPPER, NULL},
    {"Suspense", READER_WRAPPER, NULL},
};

static size_t find(struct str name)
{
    size_t i = 0;

    while (i < sizeof registry / sizeof *registry && !str_is(name, registry[i].name))
        i++;
    return i;
}

bool reader_is_component(struct str name)
{
    return find(name) < sizeof registry / sizeof *registry;
}

enum reader_component_use reader_component(struct reader_context *c,
                                           const struct html_tag *tag,
                                           struct diag_pos pos, struct doc_node **node)
{
    struct properties p = {c, tag, NULL};
    size_t i = find(str_of(tag->name));

    *node = NULL;
    if (i == sizeof registry / sizeof *registry)
        return READER_NO_COMPONENT;
    if (tag->closing)
        return registry[i].use == READER_INLINE ? READER_INLINE : READER_DROPPED;
    if (registry[i].make)
        *node = registry[i].make(&p, pos);
    return registry[i].use;
}

struct doc_node *reader_component_fence(struct reader_context *c, struct str name,
                                        const char *body, struct diag_pos pos)
{
    struct str text = str_trim(str_of(body));
    struct data_error error;
    struct properties p = {c, NULL, NULL};
    size_t i = find(name);

    p.values = str_starts(text, "{") ? data_json(c->arena, text.s, text.len, &error)
                                     : data_yaml(c->arena, text.s, text.len, &error);
    if (p.values && *error.text)
        diag_warning(c->diag, pos, "utf8", "%s", error.text);
    if (!p.values) {
        diag_warning(c->diag, pos, "component-json",
                     "the body of this component is neither JSON nor YAML (%s); it is "
                     "printed as code",
                     error.text);
        return NULL;
    }
    if (i == sizeof registry / sizeof *registry || registry[i].use != READER_BLOCK) {
        diag_warning(c->diag, pos, "component",
                     "the component %.*s is not known; it is printed as code",
                     (int)name.len, name.s);
        return NULL;
    }
    return registry[i].make(&p, pos);
}

/* Icon names that are not their own word. */
static const char *const icon_words[][2] = {
    {"css", "CSS"},        {"css3", "CSS"},      {"html5", "HTML"},
    {"js", "JavaScript"},  {"github", "GitHub"}, {"npm", "npm"},
    {"pnpm", "pnpm"},      {"macos", "macOS"},   {"ios", "iOS"},
    {"redhat", "Red Hat"}, {"java", "Java"},     {"php", "PHP"},
    {"cs", "C#"},          {"cpp", "C++"},       {"yarn", "yarn"},
    {"apple", "macOS"},    {"command", "⌘"},
};

const char *reader_icon_word(struct reader_context *c, const char *icon)
{
    const char *last = strrchr(icon, ' ');
    char *word;

    last = last ? last + 1 : icon;
    if (strncmp(last, "fa-", 3) == 0)
        last += 3;
    else if (strncmp(last, "icon-", 5) == 0)
        last += 5;
    for (size_t i = 0; i < sizeof icon_words / sizeof *icon_words; i++)
        if (strcmp(last, icon_words[i][0]) == 0)
            return icon_words[i][1];
    word = arena_strdup(c->arena, last);
    word[0] = (char)toupper((unsigned char)word[0]);
    for (char *at = word; *at; at++)
        if (*at == '-')
            *at = ' ';
    return word;
}
