#ifndef PDF_NUMBER_H
#define PDF_NUMBER_H

#include "util/buf.h"

#include <stdint.h>

/*
 * Numbers as PDF writes them (ISO 32000-1, 7.3.3): at most three decimals, no exponent,
 * no zeros that say nothing. The same on every machine and in every locale.
 */

/* Appends `thousandths` / 1000. */
void pdf_number_put(struct buf *out, int64_t thousandths);

/* Appends a number of things. */
void pdf_number_put_count(struct buf *out, uint32_t n);

/* Appends a reference to the object `id`: "12 0 R". */
void pdf_number_put_ref(struct buf *out, uint32_t id);

/* A length of 1/65536 pt in thousandths of a point, rounded half away from 0. */
int64_t pdf_number_of_sp(int64_t sp);

#endif
