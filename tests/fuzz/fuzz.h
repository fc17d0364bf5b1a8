#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* What targets that work on files share. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A folder of this process, removed with all in it when it ends. */
const char *fuzz_folder(void);

/* The path of `name` there, with `size` bytes written to it; lives until the next call. */
const char *fuzz_write(const char *name, const void *data, size_t size);

/* Ends the process, as a target does that finds something wrong. */
_Noreturn void fuzz_fail(const char *what);

/* The checks of fuzz_pipeline: each ends the process at what is wrong. */
void fuzz_check_epub(const void *bytes, size_t len);
void fuzz_check_pdf(const void *bytes, size_t len);

#endif
