#ifndef UTIL_PATH_H
#define UTIL_PATH_H

#include "util/arena.h"

#include <stdbool.h>

/* Paths as strings: nothing here touches the file system. */

/* dir + "/" + name; `name` alone when it is absolute or `dir` is "" or ".". */
char *path_join(struct arena *a, const char *dir, const char *name);

/* Everything before the last "/" ("." when there is none, "/" for the root). */
char *path_dir(struct arena *a, const char *path);

/* The last component; borrowed from `path`. */
const char *path_base(const char *path);

/* The extension with its dot ("" when none), of the last component; borrowed. */
const char *path_ext(const char *path);

/* The last component without its extension. */
char *path_stem(struct arena *a, const char *path);

/* Without ".", "..", and doubled "/"; NULL when ".." leads above the start. */
char *path_normal(struct arena *a, const char *path);

/* What of `path` lies below the folder `root` ("." for itself), or NULL; borrowed. Both
 * normal. */
const char *path_below(const char *root, const char *path);

/* Percent-decodes once; NULL when the result holds a NUL. */
char *path_percent_decode(struct arena *a, const char *s);

/* Percent-encodes every byte that RFC 3986 does not allow in a URL; "%XX" stays. */
char *path_percent_encode(struct arena *a, const char *s);

/* True for "scheme:" at the start (RFC 3986 §3.1). */
bool path_has_scheme(const char *s);

#endif
