/* Indexes of the cache: whatever they say, an object is one of the cache and whole. */
#include "fuzz.h"
#include "media/cache.h"
#include "util/arena.h"
#include "util/path.h"

#include <stdio.h>
#include <string.h>

#define URL  "http://example.org/a"
#define BYTE "an object"

static void make_object(const struct media_cache *c)
{
    struct media_draft draft;
    struct media_copy copy = {0};

    if (!media_draft_open(&draft, c, URL) ||
        !media_draft_add(&draft, BYTE, sizeof BYTE - 1))
        fuzz_fail("no draft");
    media_draft_keep(&draft, c, URL, &copy);
    media_copy_release(&copy);
}

static void check(const struct media_cache *c)
{
    struct media_copy copy = {0};

    if (media_cache_find(c, URL, &copy) != MEDIA_CACHED)
        return;
    if (strncmp(copy.object, "objects/", 8) != 0 || strstr(copy.object, "..") ||
        copy.len != sizeof BYTE - 1)
        fuzz_fail("an object that is none");
    media_copy_release(&copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct media_cache cache;
    char digits[HASH_SHA256_DIGITS + 1], name[100];

    if (!cache.folder) {
        if (!media_cache_open(&cache, fuzz_folder(), true))
            fuzz_fail("no cache");
        make_object(&cache);
    }
    hash_sha256(URL, strlen(URL), digits);
    snprintf(name, sizeof name, "urls/%.2s/%s", digits, digits + 2);
    fuzz_write(name, data, size);
    check(&cache);
    return 0;
}
