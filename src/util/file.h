#ifndef UTIL_FILE_H
#define UTIL_FILE_H

#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* Input files up to this size are read, others refused. */
#define FILE_LIMIT (256u << 20)

/*
 * Reads a whole regular file ("-" is standard input) into `out`. Folders,
 * FIFOs, devices and sockets are refused without blocking on them. False after
 * reporting: [file-missing], [file-type], [file-limit], [file-read].
 */
bool file_read(const char *path, size_t limit, struct buf *out, struct diag *diag);

/* The same from an open descriptor, which stays open; `name` is for messages. */
bool file_read_fd(int fd, const char *name, size_t limit, struct buf *out,
                  struct diag *diag);

/* A file mapped read-only. */
struct file_map {
    const void *data;
    size_t len;
};

/* False after reporting, as file_read. */
bool file_map_open(struct file_map *m, const char *path, struct diag *diag);
void file_map_close(struct file_map *m);

/* What was read of it need not stay in memory; it is read anew when it is used. */
void file_map_forget(const struct file_map *m);

/*
 * An output that appears under its name whole or not at all: written to a
 * temporary file in the same folder (one without a name where there are such), then
 * fsync and rename. Errors stick; the
 * first is reported by file_out_commit with [file-write]. Until then the temporary
 * name is known to the signal handlers and heap_exhausted, which unlink it.
 */
struct file_out {
    const char *path; /* borrowed */
    char *temp;
    bool unnamed; /* it has no name yet, not even the temporary one */
    int fd;
    int error; /* errno of the first failure, or 0 */
    int slot;  /* where file_unlink_unfinished finds the name */
    size_t written;
};

/* False after reporting [file-write] (folder missing, not writable, …). */
bool file_out_open(struct file_out *o, const char *path, struct diag *diag);

/* The same where the unfinished file is also needed by its name `temp`. */
bool file_out_open_named(struct file_out *o, const char *path, struct diag *diag);

void file_out_write(struct file_out *o, const void *bytes, size_t len);

/* Moves to `offset` bytes from the start, to write something known later. */
void file_out_seek(struct file_out *o, size_t offset);

/* Syncs, closes, renames. False after reporting; then nothing is left behind. */
bool file_out_commit(struct file_out *o, struct diag *diag);

/*
 * The same under the name `path` of the same file system, for what can be made again: it
 * does not wait for the disk, so a machine that goes down may leave it damaged.
 */
bool file_out_keep(struct file_out *o, const char *path, struct diag *diag);

/*
 * Instead of a commit: copies what was written to the open descriptor `fd` and leaves
 * nothing behind. False after reporting [file-write] under `name`.
 */
bool file_out_copy(struct file_out *o, int fd, const char *name, struct diag *diag);

/* Closes and unlinks; does nothing after a commit or on a zeroed struct. */
void file_out_abort(struct file_out *o);

/* Unlinks the temporary files of all unfinished outputs; async-signal-safe. */
void file_unlink_unfinished(void);

/* Prints the message, a whole line, unlinks the same and ends the program with 1;
 * async-signal-safe. In several threads at once: the first one's message. */
_Noreturn void file_abandon(const char *message);

/*
 * Ends the program when `error`, the errno of a call that opens a file, says that no
 * more can be open: what cannot be opened for that reason is not missing. The other
 * tries it, where a library opens files and does not say why it could not.
 */
void file_need_descriptors(int error);
void file_try_descriptors(void);

/* They are another process's now, which this one was copied from. */
void file_forget_unfinished(void);

/* True when both name the same existing file (device and inode). */
bool file_same(const char *a, const char *b);

/* True when `path`, links followed, is something below `folder`: a link that leads out
 * of a folder would bring in what nobody named. */
bool file_is_beneath(const char *path, const char *folder);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* The real path (realpath(3)) in the arena, or NULL when there is none. */
const char *file_real_path(struct arena *a, const char *path);

/* The folder the running program lies in, or NULL where /proc is not there. */
const char *file_program_folder(struct arena *a);

/* Makes the folder `path` and those above it that are missing. False with errno. */
bool file_make_folders(const char *path);

#endif
