#ifndef PDF_PICTURE_H
#define PDF_PICTURE_H

#include "media/store.h"
#include "pdf/stream.h"
#include "util/diag.h"

/*
 * Writes one picture as an image XObject, with its soft mask if it needs one. Returns
 * its object number; 0 after reporting, at `pos`, why it cannot be shown:
 * [img-damaged], [img-changed], [img-format], [img-limit].
 */
uint32_t pdf_picture_emit(struct pdf_file *file, const struct media_asset *asset,
                          struct diag_pos pos, struct diag *diag);

#endif
