/*
 * make_jpeg WIDTH HEIGHT SPACE CODING MARKER < samples > picture.jpg
 *
 * Encodes raw samples at the highest quality, without subsampling, so that what is
 * decoded is what was given. SPACE is grey, rgb, stored-rgb, cmyk (kept) or ycck (made of CMYK);
 * CODING is baseline, progressive or arithmetic; MARKER is adobe or plain.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

static const struct space {
    const char *name;
    int components;
    J_COLOR_SPACE given, stored;
} spaces[] = {
    {"grey", 1, JCS_GRAYSCALE, JCS_GRAYSCALE},
    {"rgb", 3, JCS_RGB, JCS_YCbCr},
    {"stored-rgb", 3, JCS_RGB, JCS_RGB},
    {"cmyk", 4, JCS_CMYK, JCS_CMYK},
    {"ycck", 4, JCS_CMYK, JCS_YCCK},
};

static const struct space *space_named(const char *name)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strcmp(spaces[i].name, name) == 0)
            return &spaces[i];
    exit(2);
}

int main(int argc, char **argv)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    const struct space *space;
    JSAMPLE *row;

    if (argc != 6)
        return 2;
    space = space_named(argv[3]);
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, stdout);
    jpeg.image_width = (JDIMENSION)atoi(argv[1]);
    jpeg.image_height = (JDIMENSION)atoi(argv[2]);
    jpeg.input_components = space->components;
    jpeg.in_color_space = space->given;
    jpeg_set_defaults(&jpeg);
    jpeg_set_colorspace(&jpeg, space->stored);
    jpeg_set_quality(&jpeg, 100, TRUE);
    for (int i = 0; i < jpeg.num_components; i++)
        jpeg.comp_info[i].h_samp_factor = jpeg.comp_info[i].v_samp_factor = 1;
    jpeg.write_Adobe_marker = strcmp(argv[5], "adobe") == 0;
    jpeg.arith_code = strcmp(argv[4], "arithmetic") == 0;
    if (strcmp(argv[4], "progressive") == 0)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    row = malloc((size_t)jpeg.image_width * (size_t)space->components);
    for (JDIMENSION y = 0; row && y < jpeg.image_height; y++) {
        if (fread(row, (size_t)space->components, jpeg.image_width, stdin) !=
            jpeg.image_width)
            return 1;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    free(row);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return ferror(stdout) ? 1 : 0;
}
