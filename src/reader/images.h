#ifndef READER_IMAGES_H
#define READER_IMAGES_H

#include "reader/context.h"

/* Reads the size an image's alternative text ends with ("alt =240x120") and makes that
 * text of its content. */
void reader_fix_image(struct reader_context *c, struct doc_node *n);

/* `![alt](url "title" =240x)`, which Markdown does not know, among the inlines of `p`
 * ([imgsize]). */
void reader_sized_images(struct reader_context *c, struct doc_node *p);

#endif
