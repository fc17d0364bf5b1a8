#include "media/module.h"

#include "util/arena.h"
#include "util/file.h"
#include "util/path.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

static bool is_in(const char *path, const char *folder)
{
    size_t len = strlen(folder);

    return strncmp(path, folder, len) == 0 && (path[len] == '/' || !path[len]);
}

static void *open_in(struct arena *a, const char *folder, const char *name)
{
    const char *path = path_join(a, folder, arena_printf(a, "%s.so", name));

    /* Never unloaded: GLib does not bear it. */
    return dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
}

/* Only a program that was never installed may look at the tree it was built in. */
static void *open_module(struct arena *a, const char *name)
{
    const char *program = file_program_folder(a);
    void *module = NULL;

    if (!program)
        return NULL;
    module = open_in(a, path_join(a, program, MEDIA_MODULES), name);
    if (!module && is_in(program, MEDIA_BUILD_ROOT))
        module = open_in(a, MEDIA_BUILD_ROOT "/src/media", name);
    return module;
}

const void *media_module(const char *name, unsigned long size)
{
    struct arena scratch = {0};
    void *module = open_module(&scratch, name);
    const unsigned long *table = NULL;

    if (module)
        table = dlsym(module, arena_printf(&scratch, "media_%s_module", name));
    arena_release(&scratch);
    return table && *table == size ? table : NULL;
}
