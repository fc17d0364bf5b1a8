/* dump_pixels FILE FONTS: the decoded picture as a PAM (RGBA) on standard output, to
 * compare with others. */
#include "media/pixels.h"
#include "util/path.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct arena scratch = {0};
    struct diag diag = {0};
    struct media_store *store = media_store_create();
    struct media_pixels p;
    const char *folders[2] = {argc > 2 ? argv[2] : NULL, NULL};
    const struct media_asset *asset;
    bool good;

    media_store_use_fonts(store, folders);
    if (argc < 2)
        return 2;
    asset = media_store_asset(
        store, media_store_add_file(store, path_dir(&scratch, argv[1]),
                                    path_base(argv[1]), (struct diag_pos){0}, &diag));
    good = asset && media_pixels_decode(asset, &p, (struct diag_pos){0}, &diag);
    if (good) {
        printf("P7\nWIDTH %d\nHEIGHT %d\nDEPTH 4\nMAXVAL 255\nTUPLTYPE "
               "RGB_ALPHA\nENDHDR\n",
               p.width, p.height);
        for (size_t i = 0; i < (size_t)p.width * (size_t)p.height; i++) {
            for (int c = 0; c < 3; c++)
                putchar(p.colour.data[p.components == 3 ? 3 * i + (size_t)c : i]);
            putchar(p.alpha.len ? p.alpha.data[i] : 0xFF);
        }
        media_pixels_release(&p);
    }
    media_store_destroy(store);
    arena_release(&scratch);
    return good ? 0 : 1;
}
