#ifndef PDF_BOOKLET_H
#define PDF_BOOKLET_H

#include <stdbool.h>

/*
 * Imposition for binding by hand: which pages of a book lie side by side so that sheets
 * printed on both sides, folded once in the middle and put into each other, are read in
 * order. Sheets put into each other are a signature; signatures follow one another. A
 * book is filled up with white pages at its end, and its sheets are shared out evenly,
 * so that no signature is a single sheet beside thick ones.
 *
 * Of a signature of n sheets the sheet t (from 0, the outermost) holds in front the
 * pages 4n-2t and 2t+1, on its back 2t+2 and 4n-2t-1: odd pages are always right.
 */

/* Sheets of a signature, chosen by the length of the book: PDF_BOOKLET_WHOLE in one,
 * which a stapler and a fold still take, else signatures for the needle. */
enum { PDF_BOOKLET_AUTO = -1, PDF_BOOKLET_WHOLE = 10, PDF_BOOKLET_SEWN = 4 };

struct pdf_booklet {
    int pages, sheets, signatures;
};

/* A place on a side of a sheet; sides count from 0: front, back, front, … */
struct pdf_half {
    int side;
    bool right;
};

/* For a book of `pages`, at most `most` sheets to a signature, or PDF_BOOKLET_AUTO. */
struct pdf_booklet pdf_booklet_plan(int pages, int most);

/* Where the page goes, from 1. */
struct pdf_half pdf_booklet_place(const struct pdf_booklet *b, int page);

#endif
