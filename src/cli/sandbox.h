#ifndef CLI_SANDBOX_H
#define CLI_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What the kernel is asked to refuse this process from now on, and all threads and
 * copies it makes later: called before there are any. Nothing can be taken back, and
 * a kernel that lacks the means refuses nothing; the program works the same.
 */

/* Files and folders, with all below them; those that are not there are passed over. */
struct cli_sandbox_paths {
    const char *const *list;
    size_t count;
};

/* What is changed, made or removed lies beneath `paths` (Landlock). The version of the
 * kernel's interface, or 0 when it has none. */
int cli_sandbox_writes(struct cli_sandbox_paths paths);

/* What is read lies beneath `paths`. Returns the same; 0 under sanitizers, too. */
int cli_sandbox_reads(struct cli_sandbox_paths paths);

/*
 * No other program is run or traced, no kernel interface used that this one has no need
 * of, and without `network` no socket made (seccomp): such calls fail with EPERM. False
 * when the kernel cannot, and under sanitizers, which need some of these.
 */
bool cli_sandbox_calls(bool network);

#endif
