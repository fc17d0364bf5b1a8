#ifndef TESTS_UNIT_PDF_FIXTURE_H
#define TESTS_UNIT_PDF_FIXTURE_H

/* A PDF being written into a file of its own, for the tests of this folder. */

#include "pdf/stream.h"
#include "util/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct {
    struct arena arena;
    struct diag_list messages;
    struct diag diag;
    struct file_out out;
    struct pdf_file *file;
    struct buf bytes; /* what was written, once finished */
    char path[32];
} f;

/* Creates the file; false when the folder for such files takes none. */
static inline bool fixture_open(void)
{
    int fd;

    memset(&f, 0, sizeof f);
    f.messages.arena = &f.arena;
    f.diag = diag_into(&f.messages);
    strcpy(f.path, "/tmp/seoga-pdf-XXXXXX");
    fd = mkstemp(f.path);
    if (fd < 0 || close(fd) != 0 || !file_out_open(&f.out, f.path, &f.diag))
        return false;
    f.file = pdf_file_create(&f.out);
    return true;
}

/* Finishes the file and reads it back. */
static inline void fixture_finish(uint32_t root, uint32_t info)
{
    assert_true(pdf_file_finish(f.file, root, info, &f.diag));
    pdf_file_destroy(f.file);
    assert_true(file_out_commit(&f.out, &f.diag));
    assert_true(file_read(f.path, FILE_LIMIT, &f.bytes, &f.diag));
}

/* Gives up a file that will not be finished. */
static inline void fixture_abandon(void)
{
    pdf_file_destroy(f.file);
    file_out_abort(&f.out);
}

static inline void fixture_close(void)
{
    unlink(f.path);
    buf_release(&f.bytes);
    arena_release(&f.arena);
}

#endif
