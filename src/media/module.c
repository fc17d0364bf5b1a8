#include "media/module.h"

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

/* Only a program that was never installed may look at the tree it was built in. */
void media_module_folders(struct arena *a, const char *folders[MEDIA_MODULE_FOLDERS])
{
    const char *program = file_program_folder(a);

    folders[0] = program ? path_join(a, program, MEDIA_MODULES) : NULL;
    folders[1] = program && is_in(program, MEDIA_BUILD_ROOT)
                     ? MEDIA_BUILD_ROOT "/src/media"
                     : NULL;
}

static void *open_in(struct arena *a, const char *folder, const char *name)
{
    const char *path = path_join(a, folder, arena_printf(a, "%s.so", name));

    /* Never unloaded: GLib does not bear it. */
    return dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
}

static void *open_module(struct arena *a, const char *name)
{
    const char *folders[MEDIA_MODULE_FOLDERS];
    void *module = NULL;

    media_module_folders(a, folders);
    for (int i = 0; i < MEDIA_MODULE_FOLDERS && !module; i++)
        module = folders[i] ? open_in(a, folders[i], name) : NULL;
    return module;
}

const void *media_module(const char *name, unsigned long size)
{
    struct arena scratch = {0};
    void *module = open_module(&scratch, name);
    const unsigned long *table = NULL;

    if (!module)
        file_try_descriptors();
    else
        table = dlsym(module, arena_printf(&scratch, "media_%s_module", name));
    arena_release(&scratch);
    return table && *table == size ? table : NULL;
}
