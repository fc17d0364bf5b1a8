#include "cli/bounds.h"

#include "cli/data.h"
#include "cli/sandbox.h"
#include "media/cache.h"
#include "media/module.h"
#include "util/path.h"

#include <link.h>
#include <stdlib.h>
#include <string.h>

/* Coverage is written beside the objects when the program ends. */
#ifdef CLI_COVERAGE
#define UNBOUND true
#else
#define UNBOUND false
#endif

struct places {
    const char **list;
    size_t count, cap;
    struct arena *arena;
};

static void add(struct places *p, const char *path)
{
    if (!path)
        return;
    if (p->count == p->cap) {
        const char **old = p->list;

        p->cap = p->cap ? p->cap * 2 : 32;
        p->list = arena_array(p->arena, const char *, p->cap);
        if (p->count)
            memcpy(p->list, old, p->count * sizeof *old);
    }
    p->list[p->count++] = path;
}

static void add_all(struct places *p, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(p, paths[i]);
}

static void add_folder_of(struct places *p, const char *path)
{
    if (path)
        add(p, path_dir(p->arena, path));
}

static struct cli_sandbox_paths paths_of(const struct places *p)
{
    return (struct cli_sandbox_paths){p->list, p->count};
}

/* Where outputs go */

static const char *cache_of(const struct cli_options *o, struct arena *a)
{
    if (!o->fetch && !o->offline)
        return NULL;
    return o->cache ? o->cache : cli_cache_folder(a);
}

/* It has to be there to be named to the kernel. */
static void make_cache(const char *folder)
{
    struct media_cache cache;

    media_cache_open(&cache, folder, true);
    media_cache_close(&cache);
}

static void add_outputs(struct places *p, const struct cli_options *o)
{
    add_folder_of(p, o->epub);
    add_folder_of(p, o->pdf);
    add_folder_of(p, o->depfile);
    add(p, o->dir);
    add(p, cache_of(o, p->arena));
    add(p, "/dev/null");
}

static void tell(int landlock, bool calls, struct diag *diag)
{
    char files[80] = "this kernel has no Landlock, so files are not";

    if (landlock)
        snprintf(files, sizeof files, "files are held by Landlock %d", landlock);
    diag_note(diag, (struct diag_pos){0}, "sandbox", "%s; calls are %s by seccomp",
              files, calls ? "held" : "not held");
}

void cli_bounds_begin(const struct cli_options *o, struct diag *diag)
{
    struct arena scratch = {0};
    struct places writes = {.arena = &scratch};
    int landlock;
    bool calls;

    if (o->no_sandbox || UNBOUND)
        return;
    if (o->fetch && !o->offline && cache_of(o, &scratch))
        make_cache(cache_of(o, &scratch));
    add_outputs(&writes, o);
    landlock = cli_sandbox_writes(paths_of(&writes));
    calls = cli_sandbox_calls(o->fetch && !o->offline);
    if (o->verbose)
        tell(landlock, calls, diag);
    arena_release(&scratch);
}

/* What the program consists of */

static int add_library(struct dl_phdr_info *info, size_t size, void *user)
{
    struct places *p = user;
    const char *folder;

    (void)size;
    if (!info->dlpi_name || info->dlpi_name[0] != '/')
        return 0;
    folder = path_dir(p->arena, info->dlpi_name);
    for (size_t i = 0; i < p->count; i++)
        if (strcmp(p->list[i], folder) == 0)
            return 0;
    add(p, folder);
    return 0;
}

/* The modules' libraries are looked for where the loader looks. */
static void add_program(struct places *p, const struct cli_house *h)
{
    static const char *const system[] = {
        "/etc/ld.so.cache", "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib",
        "/usr/share", "/proc/self", "/sys/devices/system/cpu", "/dev/urandom"};
    const char *given = getenv("LD_LIBRARY_PATH"), *modules[MEDIA_MODULE_FOLDERS];

    add(p, h->data);
    for (size_t i = 0; h->font_folders[i]; i++)
        add(p, h->font_folders[i]);
    for (size_t i = 0; h->theme && h->theme->files[i]; i++)
        add(p, h->theme->files[i]);
    add_all(p, system, sizeof system / sizeof *system);
    dl_iterate_phdr(add_library, p);
    media_module_folders(p->arena, modules);
    add_all(p, modules, MEDIA_MODULE_FOLDERS);
    while (given && *given) {
        size_t len = strcspn(given, ":");

        add(p, arena_strndup(p->arena, given, len));
        given += len + (given[len] == ':');
    }
}

/* What names of hosts are looked up in, and whom the other side is checked against. */
static void add_network(struct places *p)
{
    static const char *const files[] = {
        "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf",
        "/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/localtime",
        "/run/systemd/resolve", "/run/nscd", "/etc/ssl", "/etc/pki",
        "/etc/ca-certificates", "/etc/crypto-policies", "/etc/gnutls", "/dev/random"};
    static const char *const names[] = {"SSL_CERT_FILE", "SSL_CERT_DIR",
                                        "CURL_CA_BUNDLE"};

    add_all(p, files, sizeof files / sizeof *files);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add(p, getenv(names[i]));
}

void cli_bounds_reads(const struct cli_options *o, const struct cli_house *h,
                      const char *const *places, size_t count)
{
    struct arena scratch = {0};
    struct places reads = {.arena = &scratch};

    if (o->no_sandbox || UNBOUND)
        return;
    add_all(&reads, places, count);
    add_outputs(&reads, o);
    add(&reads, o->cover);
    add_program(&reads, h);
    if (o->fetch && !o->offline)
        add_network(&reads);
    cli_sandbox_reads(paths_of(&reads));
    arena_release(&scratch);
}
